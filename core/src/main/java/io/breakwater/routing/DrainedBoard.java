package io.breakwater.routing;

import io.breakwater.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A health board on which drained targets are out, whatever their health. The endings of their last
/// calls still count.
public final class DrainedBoard implements HealthBoard {
    /// The wait that callers are told for a drain without an end.
    private static final Duration OPEN_END = Duration.ofMinutes(1);

    /// With a read of up to 300 ms, every copy knows a drain within 5 s.
    static final Duration AGE = Duration.ofMillis(4_500);

    private final HealthBoard board;

    /// After a failed read the next one is due as usual.
    private final StoreSnapshot<List<Drain>> drains;

    /// @param troubles called with each failure to reach the store
    public DrainedBoard(HealthBoard board, DrainStore store, Consumer<RuntimeException> troubles) {
        this.board = board;
        this.drains = new StoreSnapshot<>(() -> List.copyOf(store.all()), AGE, AGE, List.of(), troubles);
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
    public boolean silent(Target target, Silence silence) {
        return board.silent(target, silence);
    }

    @Override
    public void resumed(Target target, Silence silence) {
        board.resumed(target, silence);
    }

    @Override
    public void paused(Target target, Instant begun, Duration longest, Instant now) {
        board.paused(target, begun, longest, now);
    }

    @Override
    public boolean claimProbe(Target target, Instant now) {
        return board.claimProbe(target, now);
    }

    @Override
    public boolean claimProbeInNeed(Target target, Instant now) {
        return board.claimProbeInNeed(target, now);
    }
}
