package io.breakwater.routing;

import io.breakwater.model.Target;
import java.time.Duration;
import java.time.Instant;

/// A board that knows what another one knows; tests override what they watch or spoil.
public abstract class PassingBoard implements HealthBoard {
    protected final HealthBoard board;

    protected PassingBoard(HealthBoard board) {
        this.board = board;
    }

    @Override
    public Availability availability(Target target, Instant now) {
        return board.availability(target, now);
    }

    @Override
    public Availability observe(Target target, Verdict verdict) {
        return board.observe(target, verdict);
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
