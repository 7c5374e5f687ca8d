package io.breakwater.routing;

import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tier;
import java.time.Instant;
import java.util.List;

/// In which order the targets of a tier are tried for a request. Health comes after it: targets that are left out or
/// probed are sorted out by the [Planner].
interface TargetOrder {

    /// All targets of the tier, the one to be tried first at the front.
    List<RoutedTarget> order(Tier tier, RoutingRequest request, Instant now);

    /// Takes note of a call that went to this target.
    default void used(RoutedTarget target) {}
}
