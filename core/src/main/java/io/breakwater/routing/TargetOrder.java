package io.breakwater.routing;

import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tier;
import java.time.Instant;
import java.util.List;

/// The order in which the targets of a tier are tried for a request. It ignores health: the [Planner]
/// then moves or leaves out unhealthy targets.
interface TargetOrder {

    /// All targets of the tier, the one to try first at the front.
    List<RoutedTarget> order(Tier tier, RoutingRequest request, Instant now);

    /// Records a call that went to this target.
    default void used(RoutedTarget target) {}
}
