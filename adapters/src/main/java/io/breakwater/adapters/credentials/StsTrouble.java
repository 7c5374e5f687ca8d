package io.breakwater.adapters.credentials;

import io.breakwater.adapters.credentials.TargetCredentials.Found;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// What it means that a role could not be assumed ("AssumeRole", "Common Errors", AWS STS API Reference).
final class StsTrouble {
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_FAULT = 500;

    /// The gateway's own credentials are at fault: it gets new ones, and no account has anything to do with that.
    private static final Set<String> OWN_CREDENTIALS = Set.of(
            "ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId", "RequestExpired", "SignatureDoesNotMatch");

    /// Only STS itself can refuse; whatever else goes wrong passes.
    ///
    /// @param asked what STS was asked for, such as `sts:AssumeRole ROLE`
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

    /// When it is asked again is not for STS to say.
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
