package io.breakwater.routing;

import io.breakwater.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A health board on which drained targets are out, whatever their health. What is observed of their last
/// calls still counts.
public final class DrainedBoard implements HealthBoard {
    /// What callers are told to wait where nobody said when a drain ends.
    private static final Duration OPEN_END = Duration.ofMinutes(1);

    private final HealthBoard board;
    private final RecentDrains drains;

    public DrainedBoard(HealthBoard board, RecentDrains drains) {
        this.board = board;
        this.drains = drains;
    }

    @Override
    public Availability availability(Target target, Instant now) {
        Optional<Drain> drain = drains.at(now).stream()
                .filter(known -> known.covers(target) && known.holds(now))
                .findFirst();
        return drain.<Availability>map(known -> new Availability.Out(
                        Skipped.Reason.DRAINED, known.until().orElse(now.plus(OPEN_END))))
                .orElseGet(() -> board.availability(target, now));
    }

    @Override
    public Availability observe(Target target, Verdict verdict) {
        board.observe(target, verdict);
        return availability(target, verdict.ended());
    }

    @Override
    public boolean claimProbe(Target target, Instant now) {
        return board.claimProbe(target, now);
    }
}
