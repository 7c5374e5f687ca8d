package io.breakwater.simulated.bedrock.fault;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parameters of a fault, as its [Parameter]s describe them; absent ones have the kind's default.
public record Details(
        @Nullable Duration delay,
        @Nullable Duration took,
        @Nullable Duration retryAfter,
        @Nullable String message,
        @Nullable Integer afterPieces) {

    /// The words of a refusal.
    String messageOr(String usual) {
        return message == null ? usual : message;
    }

    /// The headers of a refusal.
    Map<String, String> headers() {
        return retryAfter == null ? Map.of() : Map.of("Retry-After", Long.toString(retryAfter.toSeconds()));
    }
}
