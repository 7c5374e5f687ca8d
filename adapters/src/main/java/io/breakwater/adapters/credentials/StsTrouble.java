package io.breakwater.adapters.credentials;

import io.breakwater.adapters.credentials.TargetCredentials.Found;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// Classifies a failure to assume a role ("AssumeRole", "Common Errors", AWS STS API Reference).
final class StsTrouble {
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_FAULT = 500;

    /// Errors of the gateway's own credentials: it gets new ones, and no account is at fault.
    private static final Set<String> OWN_CREDENTIALS = Set.of(
            "ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId", "RequestExpired", "SignatureDoesNotMatch");

    /// Only STS itself can refuse; all other failures are temporary.
    ///
    /// @param asked the request to STS, such as `sts:AssumeRole ROLE`
    static Found read(String asked, Throwable trouble) {
        if (trouble instanceof CompletionException && trouble.getCause() != null) {
            return read(asked, trouble.getCause());
        }
        if (!(trouble instanceof AwsServiceException answered)) {
            return noneNow(asked + ": " + trouble.getClass().getSimpleName() + ": " + trouble.getMessage());
        }
        return refuses(answered)
                ? new Found.Refused(asked + ": " + code(answered))
                : noneNow(asked + ": HTTP " + answered.statusCode() + " " + code(answered));
    }

    /// The failure without a time for the next try, which STS does not decide.
    private static Found noneNow(String why) {
        return new Found.NoneNow(why, Duration.ZERO);
    }

    private static boolean refuses(AwsServiceException answered) {
        return answered.statusCode() >= BAD_REQUEST
                && answered.statusCode() < SERVER_FAULT
                && !answered.isThrottlingException()
                && !OWN_CREDENTIALS.contains(code(answered));
    }

    private static String code(AwsServiceException answered) {
        AwsErrorDetails details = answered.awsErrorDetails();
        return details == null || details.errorCode() == null ? "HTTP " + answered.statusCode() : details.errorCode();
    }

    private StsTrouble() {}
}
