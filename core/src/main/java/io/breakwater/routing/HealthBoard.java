package io.breakwater.routing;

import io.breakwater.model.Target;
import java.time.Duration;
import java.time.Instant;

/// What all running copies know about the targets' health.
public interface HealthBoard {

    /// Whether the target may be used now.
    Availability availability(Target target, Instant now);

    /// Records how an attempt ended.
    ///
    /// @return whether the target may be used from now on
    Availability observe(Target target, Verdict verdict);

    /// Records that a stream stands still after its first content.
    ///
    /// @return whether that is longer than what its model does; if not, it may be told again later
    boolean silent(Target target, Silence silence);

    /// Records that a stream goes on whose silence was longer than what its model had done before.
    void resumed(Target target, Silence silence);

    /// Records the longest pause of a stream that has ended well.
    ///
    /// @param begun when its call began
    void paused(Target target, Instant begun, Duration longest, Instant now);

    /// Claims the one probe of a half-open target; false if another request has it.
    boolean claimProbe(Target target, Instant now);

    /// Claims the one probe of a target that may be probed in need; false if another request has it.
    boolean claimProbeInNeed(Target target, Instant now);
}
