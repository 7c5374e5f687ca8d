package io.breakwater.call;

import io.breakwater.model.RoutedTarget;
import io.breakwater.quota.Standing;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// The headers that the request path adds to an answer: who answered, after how many calls, and what is left.
final class AnswerHeaders {
    private final Map<String, String> headers = new TreeMap<>();

    AnswerHeaders(String requestId) {
        headers.put("x-request-id", requestId);
    }

    AnswerHeaders attempts(int attempts) {
        headers.put("x-breakwater-attempts", Integer.toString(attempts));
        return this;
    }

    /// @param showTarget whether the caller may see shard, Region and profile: not in production
    AnswerHeaders answeredBy(RoutedTarget target, Sizing sizing, boolean showTarget) {
        headers.put("x-breakwater-model", target.profile().model().id().value());
        headers.put("x-breakwater-max-tokens", sizing.describe(target));
        if (showTarget) {
            headers.put("x-breakwater-target", target.target().label());
        }
        return this;
    }

    AnswerHeaders standing(Standing standing) {
        rate("requests", standing.requests());
        rate("tokens", standing.tokens());
        return this;
    }

    private void rate(String what, Standing.Rate rate) {
        if (rate.limit() > 0) {
            headers.put("x-ratelimit-limit-" + what, Long.toString(rate.limit()));
            headers.put("x-ratelimit-remaining-" + what, Long.toString(rate.remaining()));
            headers.put("x-ratelimit-reset-" + what, duration(rate.reset()));
        }
    }

    /// Tells the client not to try again by itself, since the gateway has done that already.
    AnswerHeaders attemptsSpent(boolean spent) {
        if (spent) {
            headers.put("x-should-retry", "false");
        }
        return this;
    }

    /// OpenAI's form of a duration: `20ms`, `1s`, `6m0s`.
    static String duration(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return duration.toMillis() + "ms";
        }
        long seconds = Math.ceilDiv(duration.toMillis(), 1_000L);
        return seconds < 60 ? seconds + "s" : seconds / 60 + "m" + seconds % 60 + "s";
    }

    Map<String, String> map() {
        return Map.copyOf(headers);
    }
}
