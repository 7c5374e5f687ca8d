package io.breakwater.ops.probe;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Turns what an AWS client throws into an answer.
public final class Reading {
    private static final int LONGEST = 200;

    /// The beginning of the SDK's message about its chain of providers, before the list.
    private static final String NO_CREDENTIALS = "Unable to load credentials";

    private Reading() {}

    /// @param absent the error codes by which this call says that a thing does not exist
    static <T> Seen<T> of(Set<String> absent, Supplier<T> call) {
        try {
            return new Seen.There<>(call.get());
        } catch (AwsServiceException refused) {
            return code(refused).filter(absent::contains).isPresent()
                    ? new Seen.NotThere<>()
                    : new Seen.Unreadable<>(sentence(refused));
        } catch (SdkException unanswered) {
            return new Seen.Unreadable<>(sentence(unanswered));
        }
    }

    /// The failure in one line.
    public static String sentence(SdkException trouble) {
        if (trouble instanceof AwsServiceException refused) {
            return code(refused).orElse("the endpoint answered status " + refused.statusCode())
                    + message(details(refused));
        }
        String message = String.valueOf(trouble.getMessage());
        return message.startsWith(NO_CREDENTIALS)
                ? "there are no AWS credentials; sign in as for the AWS CLI (such as AWS_PROFILE)"
                : "no answer: " + shortened(message);
    }

    private static Optional<String> code(AwsServiceException refused) {
        return Optional.ofNullable(refused.awsErrorDetails()).map(AwsErrorDetails::errorCode);
    }

    private static Optional<String> details(AwsServiceException refused) {
        return Optional.ofNullable(refused.awsErrorDetails()).map(AwsErrorDetails::errorMessage);
    }

    private static String message(Optional<String> text) {
        return text.map(message -> ": " + shortened(message)).orElse("");
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
