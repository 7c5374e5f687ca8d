package io.breakwater.cleanup.aws;

import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// A resource that no longer exists is not a failure of a clean-up. Services report it with different
/// error codes: all have `NotFound` in them, except IAM's and S3's, which begin with `NoSuch`, and
/// SSM's for the tags of a missing parameter ("ListTagsForResource", AWS Systems Manager API
/// Reference).
final class NotFoundErrors {

    private NotFoundErrors() {}

    /// Removes a resource that may be gone; AWS keeps nothing of it.
    static Optional<String> ignored(Runnable removal) {
        return orElse(Optional.empty(), () -> {
            removal.run();
            return Optional.empty();
        });
    }

    /// Reads a resource that may be gone.
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
