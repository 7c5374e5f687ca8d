package io.breakwater.fleet;

import io.breakwater.model.Limits;
import java.time.Duration;

/// Counts a ledger item's tokens of the minute independently of the ledger: what requests have
/// reserved, less what their settlements give back, plus what those charge beyond a reservation. All of
/// it drains at the item's limit, and whenever a request begins it is at most a burst, beside what was
/// charged beyond reservations while the request waited.
///
/// By docs/quota.md what is given back is at most what has not drained since the reservation, and what is charged
/// beyond it counts as if it had been reserved with the rest.
final class TokenMinute {
    private static final double MINUTE_NANOS = 60e9;

    /// How long a bucket stays idle until it is reset; burst and slack together are at most a minute
    /// and a second.
    private static final double SLACK_NANOS = 6e9;

    private static final double MOST_WITH_SLACK_NANOS = 61e9;

    private final double perNano;
    private final double burst;
    private final double close;

    /// Below 0 if more would have drained than there was, until the next request begins.
    private double level;

    private double debts;
    private long last;

    /// @param limits the item's part of its tenant's
    /// @param slack how far apart the clocks of the admitting copies may be
    TokenMinute(Limits limits, Duration slack) {
        double burstNanos = MINUTE_NANOS * limits.burstPercent() / 100;
        double idleNanos = Math.min(SLACK_NANOS, Math.min(burstNanos, MOST_WITH_SLACK_NANOS - burstNanos));
        this.perNano = limits.tokensPerMinute() / MINUTE_NANOS;
        this.burst = perNano * burstNanos;
        this.close = perNano * (slack.toNanos() + idleNanos);
    }

    /// What one request has reserved.
    static final class Place {
        private final long tokens;
        private final boolean ahead;
        private final double debtsBefore;
        private boolean begun;
        private double level;
        private long begunNanos;

        private Place(long tokens, boolean ahead, double debtsBefore) {
            this.tokens = tokens;
            this.ahead = ahead;
            this.debtsBefore = debtsBefore;
        }
    }

    /// A request reserves so many tokens.
    ///
    /// @param ahead whether their room is not there yet
    Place reserved(long tokens, boolean ahead) {
        return new Place(tokens, ahead, debts);
    }

    /// A request begins when its room is there.
    ///
    /// @return whether it was within the limit
    boolean begins(Place place, Duration at) {
        drain(at);
        level = Math.max(0, level) + place.tokens;
        place.begun = true;
        place.level = place.ahead ? burst : level;
        place.begunNanos = last;
        return perNano == 0 || level <= burst + close + debts - place.debtsBefore;
    }

    /// A request has used so many tokens. What it has reserved ahead of time and never begun counts for
    /// nothing.
    void settled(Place place, Duration at, long used) {
        if (!place.begun) {
            return;
        }
        drain(at);
        double unused = (double) place.tokens - used;
        if (unused < 0) {
            level -= unused;
            debts -= unused;
        } else {
            level -= Math.min(unused, left(place) + close);
        }
    }

    /// What has not drained of all that was reserved when this request began.
    private double left(Place place) {
        return Math.max(0, place.level - perNano * (last - place.begunNanos));
    }

    private void drain(Duration at) {
        long nanos = at.toNanos();
        level -= perNano * (nanos - last);
        last = nanos;
    }

    @Override
    public String toString() {
        return "%.0f of %.0f".formatted(level, burst);
    }
}
