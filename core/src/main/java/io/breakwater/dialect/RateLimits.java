package io.breakwater.dialect;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/// What is left of a caller's per-minute limits.
public record RateLimits(Rate requests, Rate tokens) {

    /// @param limit the limit, 0 if there is none
    /// @param reset how long until all of it is there again
    public record Rate(long limit, long remaining, Duration reset) {}

    /// The headers that the SDKs of OpenAI and Anthropic read. Every client gets both families, which
    /// say what is left in the words of OpenAI and of Anthropic ("Rate limits", Claude API reference).
    ///
    /// @param now the instant to which the durations are relative
    Map<String, String> headers(Instant now) {
        Map<String, String> headers = new TreeMap<>();
        rate(headers, "requests", requests, now);
        rate(headers, "tokens", tokens, now);
        return headers;
    }

    private static void rate(Map<String, String> headers, String what, Rate rate, Instant now) {
        if (rate.limit() > 0) {
            headers.put("x-ratelimit-limit-" + what, Long.toString(rate.limit()));
            headers.put("x-ratelimit-remaining-" + what, Long.toString(rate.remaining()));
            headers.put("x-ratelimit-reset-" + what, duration(rate.reset()));
            headers.put("anthropic-ratelimit-" + what + "-limit", Long.toString(rate.limit()));
            headers.put("anthropic-ratelimit-" + what + "-remaining", Long.toString(rate.remaining()));
            headers.put("anthropic-ratelimit-" + what + "-reset", wholeSecond(now.plus(rate.reset())));
        }
    }

    /// RFC 3339, rounded up: `2026-11-22T15:42:47Z`.
    private static String wholeSecond(Instant instant) {
        Instant second = instant.truncatedTo(ChronoUnit.SECONDS);
        return (second.equals(instant) ? second : second.plusSeconds(1)).toString();
    }

    /// OpenAI's form of a duration: `20ms`, `1s`, `6m0s`.
    private static String duration(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return duration.toMillis() + "ms";
        }
        long seconds = Math.ceilDiv(duration.toMillis(), 1_000L);
        return seconds < 60 ? seconds + "s" : seconds / 60 + "m" + seconds % 60 + "s";
    }
}
