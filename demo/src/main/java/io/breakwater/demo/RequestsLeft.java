package io.breakwater.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/// What a per-minute request limit lets through right now, as the gateway tells it.
///
/// @param limitPerMinute the limit, 0 when there is none
/// @param remaining what fits at once
/// @param untilFull how long until nothing of it is used any more
record RequestsLeft(long limitPerMinute, long remaining, Duration untilFull) {
    private static final RequestsLeft UNLIMITED = new RequestsLeft(0, Long.MAX_VALUE, Duration.ZERO);

    /// Reads `{limitPerMinute or limit, remaining, resetSeconds?}`; an absent object or limit is no limit.
    ///
    /// Where the reset is told it decides when the room is full, since the burst may be smaller than the limit.
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

    /// What a time of refilling adds: `floor(time x limit / minute)`.
    long grownIn(Duration time) {
        return time.toMillis() * limitPerMinute / Duration.ofMinutes(1).toMillis();
    }
}
