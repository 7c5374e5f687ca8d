package io.breakwater.routing;

import io.breakwater.model.Target;
import java.time.Instant;

/// What all running copies know about the targets' health.
public interface HealthBoard {

    /// Whether the target may be used now.
    Availability availability(Target target, Instant now);

    /// Records how an attempt ended.
    ///
    /// @return whether the target may be used from now on
    Availability observe(Target target, Verdict verdict);

    /// Claims the one probe of a half-open target; false if another request has it.
    boolean claimProbe(Target target, Instant now);
}
