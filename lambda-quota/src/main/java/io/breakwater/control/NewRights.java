package io.breakwater.control;

import io.breakwater.call.Pause;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// Makes calls that need rights which may be only seconds old. IAM is eventually consistent ("IAM JSON
/// policy elements", and "Troubleshooting IAM: changes that I make are not always immediately visible",
/// IAM User Guide), and a function's first process starts right after its role was made: a refusal then
/// means nothing yet. Later refusals count.
///
/// @param pause between two calls
record NewRights(Pause pause) {
    /// The error codes of a refusal; Amazon S3 has its own ("Error responses", Amazon S3 API
    /// Reference).
    private static final Set<String> REFUSED = Set.of("AccessDeniedException", "AccessDenied");

    private static final Duration BETWEEN = Duration.ofSeconds(2);

    /// Somewhat less than a minute, which is less than what a process has to start before its snapshot is taken
    /// (130 s, "Lambda runtime environment", AWS Lambda Developer Guide).
    private static final int TRIES = 25;

    static final NewRights AT_START = new NewRights(Thread::sleep);

    /// @throws AwsServiceException the last call's error, or the first error that is not a refusal by
    /// IAM
    <T> T call(Supplier<T> call) {
        for (int tries = 1; tries < TRIES; tries++) {
            try {
                return call.get();
            } catch (AwsServiceException refused) {
                if (!isRefusal(refused) || !waited()) {
                    throw refused;
                }
            }
        }
        return call.get();
    }

    private static boolean isRefusal(AwsServiceException said) {
        return said.awsErrorDetails() != null
                && REFUSED.contains(said.awsErrorDetails().errorCode());
    }

    private boolean waited() {
        try {
            pause.pause(BETWEEN);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
