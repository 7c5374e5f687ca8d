package io.breakwater.dialect;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The headers that the answers of all dialects share.
public final class ReplyHeaders {
    /// The header that botocore reads, in milliseconds; it ignores `retry-after` (botocore 1.43,
    /// `retries/standard.py`).
    public static final String AWS_RETRY_AFTER = "x-amz-retry-after";

    /// The request's id in the gateway's logs.
    public static final String REQUEST_ID = "x-request-id";

    /// The longest time that clients such as the OpenAI SDKs wait before another try.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private ReplyHeaders() {}

    /// The headers of an answer.
    public static Map<String, String> ofAnswer(String requestId) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("content-type", "application/json");
        headers.put(REQUEST_ID, requestId);
        return headers;
    }

    /// The headers of a refusal: `retry-after` in whole seconds, rounded up, `x-should-retry`, and which limit
    /// refused in `x-breakwater-limit`.
    public static Map<String, String> ofRefusal(Refusal refusal, String requestId) {
        Map<String, String> headers = ofAnswer(requestId);
        headers.put("x-should-retry", Boolean.toString(shouldRetry(refusal)));
        refusal.retryAfter().ifPresent(after -> headers.put("retry-after", Long.toString(wholeSeconds(after))));
        limit(refusal).ifPresent(limit -> headers.put("x-breakwater-limit", limit));
        if (refusal.kind() == Refusal.Kind.METHOD_NOT_ALLOWED) {
            refusal.about().ifPresent(allowed -> headers.put("allow", allowed));
        }
        return headers;
    }

    /// The limit that refused: the caller's own, by its name in configuration, or the models' quota,
    /// which all callers share.
    private static Optional<String> limit(Refusal refusal) {
        return refusal.kind() == Refusal.Kind.UPSTREAM_THROTTLED ? Optional.of("model") : refusal.limit();
    }

    /// Whether a retry by the client makes sense: it may succeed within a minute.
    public static boolean shouldRetry(Refusal refusal) {
        return switch (refusal.kind()) {
            case RATE_LIMITED, NO_CAPACITY, UPSTREAM_THROTTLED, LEDGER_UNAVAILABLE ->
                refusal.retryAfter().filter(ReplyHeaders::isSoon).isPresent();
            case INVALID_REQUEST,
                    CONTEXT_TOO_LONG,
                    UNAUTHENTICATED,
                    SUSPENDED,
                    MODEL_NOT_FOUND,
                    MODEL_NOT_ALLOWED,
                    RESPONSE_NOT_FOUND,
                    ROUTE_NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    BODY_TOO_LARGE,
                    UNSUPPORTED_MEDIA,
                    BUDGET_SPENT,
                    UPSTREAM_FAILED,
                    UPSTREAM_REJECTED,
                    DEADLINE_EXCEEDED,
                    INTERNAL -> false;
        };
    }

    private static boolean isSoon(Duration after) {
        return after.compareTo(LONGEST_WAIT) <= 0;
    }

    /// The form of `retry-after`: whole seconds, rounded up, at least 1.
    public static long wholeSeconds(Duration after) {
        return Math.max(1, Math.ceilDiv(after.toNanos(), 1_000_000_000L));
    }
}
