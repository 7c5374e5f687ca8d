package io.breakwater.call;

import io.breakwater.dialect.Refusal;
import io.breakwater.model.RoutedTarget;
import io.breakwater.quota.Standing;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// The headers that every answer carries, whatever its dialect.
final class ReplyHeaders {
    /// Clients give up on a longer `Retry-After`: those of OpenAI and Claude Code honour at most a minute.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final Map<String, String> headers = new TreeMap<>();

    ReplyHeaders(String requestId) {
        headers.put("x-request-id", requestId);
    }

    ReplyHeaders attempts(int attempts) {
        headers.put("x-breakwater-attempts", Integer.toString(attempts));
        return this;
    }

    /// @param showTarget whether the caller may see shard, Region and profile: not in production
    ReplyHeaders answeredBy(RoutedTarget target, Sizing sizing, boolean showTarget) {
        headers.put("x-breakwater-model", target.profile().model().id().value());
        headers.put("x-breakwater-max-tokens", sizing.describe(target));
        if (showTarget) {
            headers.put("x-breakwater-target", target.target().label());
        }
        return this;
    }

    ReplyHeaders standing(Standing standing) {
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

    ReplyHeaders refusal(Refusal refusal, boolean attemptsSpent) {
        refusal.retryAfter().ifPresent(after -> headers.put("retry-after", Long.toString(Refusals.seconds(after))));
        boolean soon = refusal.retryAfter()
                .filter(after -> after.compareTo(LONGEST_WAIT) <= 0)
                .isPresent();
        boolean again = soon && !(refusal instanceof Refusal.BudgetSpent) && !attemptsSpent;
        headers.put("x-should-retry", Boolean.toString(again));
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
