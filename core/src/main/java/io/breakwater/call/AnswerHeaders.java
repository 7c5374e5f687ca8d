package io.breakwater.call;

import io.breakwater.model.RoutedTarget;
import io.breakwater.quota.limits.CapacityGrant;
import io.breakwater.quota.limits.LedgerStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

    /// @param showTarget whether the caller may see shard, Region and profile, as `exposeTargets` says
    AnswerHeaders answeredBy(RoutedTarget target, Sizing sizing, boolean showTarget) {
        headers.put("x-breakwater-model", target.profile().model().id().value());
        headers.put("x-breakwater-max-tokens", sizing.describe(target));
        if (showTarget) {
            headers.put("x-breakwater-target", target.target().label());
        }
        return this;
    }

    /// Whose room at its target the request took, or that all there was is kept for others; nothing where
    /// priorities share nothing.
    AnswerHeaders capacity(CapacityGrant room) {
        if (!(room instanceof CapacityGrant.Open)) {
            headers.put("x-breakwater-capacity", room.label());
        }
        return this;
    }

    /// What is left, in the words of OpenAI and in those of Anthropic ("Rate limits", Claude API reference).
    ///
    /// @param now the instant to which the standing's durations are relative
    AnswerHeaders standing(LedgerStatus standing, Instant now) {
        rate("requests", standing.requests(), now);
        rate("tokens", standing.tokens(), now);
        return this;
    }

    private void rate(String what, LedgerStatus.Rate rate, Instant now) {
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
