package io.breakwater.fleet;

import io.breakwater.model.Limits;
import java.time.Duration;

/// Counts admissions independently of the ledger: in any window at most a minute's burst, plus the
/// amount that has come back since.
final class AdmissionJudge {
    private static final double MINUTE_NANOS = 60e9;

    private final long perMinute;
    private final double most;
    private final double slackNanos;
    private double level;
    private long last;

    /// @param slack how far apart the clocks of the admitting copies may be
    AdmissionJudge(Limits limits, Duration slack) {
        this.slackNanos = slack.toNanos();
        this.perMinute = limits.requestsPerMinute();
        this.most = Math.max(1, perMinute * limits.burstPercent() / 100.0);
    }

    /// @return whether it was within the limit
    boolean admitted(Duration at) {
        if (perMinute == 0) {
            return true;
        }
        long nanos = at.toNanos();
        level = Math.max(0, level - (nanos - last) / MINUTE_NANOS * perMinute) + 1;
        last = nanos;
        return level <= most + perMinute * slackNanos / MINUTE_NANOS;
    }

    @Override
    public String toString() {
        return "%.2f of %.0f".formatted(level, most);
    }
}
