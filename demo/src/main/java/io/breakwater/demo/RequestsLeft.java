package io.breakwater.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/// The room in a per-minute request limit right now, as the gateway shows it.
///
/// @param limitPerMinute the limit, 0 when there is none
/// @param remaining what fits at once
/// @param untilFull the time until it is full again
record RequestsLeft(long limitPerMinute, long remaining, Duration untilFull) {
    private static final RequestsLeft UNLIMITED = new RequestsLeft(0, Long.MAX_VALUE, Duration.ZERO);

    /// Reads `{limitPerMinute or limit, remaining, resetSeconds?}`; an absent object or limit is no limit.
    ///
    /// If the reset is given, it decides when the room is full, since the burst may be smaller than the
    /// limit.
    static RequestsLeft of(JsonNode json) {
        long limit = json.path("limitPerMinute").asLong(json.path("limit").asLong());
        if (limit <= 0) {
            return UNLIMITED;
        }
        long remaining = json.path("remaining").asLong();
        JsonNode reset = json.path("resetSeconds");
        long used = Math.max(0, limit - remaining);
        return new RequestsLeft(
                limit,
                remaining,
                Duration.ofSeconds(reset.isNumber() ? reset.asLong() : Math.ceilDiv(used * 60, limit)));
    }

    boolean full() {
        return untilFull.isZero();
    }

    /// How much a refill of this duration adds: `floor(time x limit / minute)`.
    long grownIn(Duration time) {
        return time.toMillis() * limitPerMinute / Duration.ofMinutes(1).toMillis();
    }
}
