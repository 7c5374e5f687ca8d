package io.breakwater.cleanup.aws;

import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// What is not there any more is no failure of a clean-up. Services say so by error codes of their own, all of which
/// have `NotFound` in them, but for IAM's and S3's, which begin with `NoSuch`, and the one that SSM has for tags of
/// a parameter that is not there ("ListTagsForResource", AWS Systems Manager API Reference).
final class NotFoundErrors {

    private NotFoundErrors() {}

    /// Removes what may be gone; AWS keeps nothing of it.
    static Optional<String> ignored(Runnable removal) {
        return orElse(Optional.empty(), () -> {
            removal.run();
            return Optional.empty();
        });
    }

    /// Reads what may be gone.
    static <T> T orElse(T absent, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (AwsServiceException refused) {
            if (is(refused)) {
                return absent;
            }
            throw refused;
        }
    }

    private static boolean is(AwsServiceException refused) {
        String code = refused.awsErrorDetails() == null
                ? ""
                : refused.awsErrorDetails().errorCode();
        return code != null
                && (code.contains("NotFound") || code.startsWith("NoSuch") || code.equals("InvalidResourceId"));
    }
}
