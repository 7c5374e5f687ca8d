package io.breakwater.fleet;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The last run without faults. Many figures are of one fleet under another fault each, and the same plan
/// gives the same run, so what they are compared with is played once.
final class CalmRun {
    private @Nullable FleetPlan plan;
    private @Nullable FleetWorld world;

    /// What came of this plan.
    ///
    /// @param played plays it, if it is not the last one's
    synchronized FleetWorld of(FleetPlan calm, Function<FleetPlan, FleetWorld> played) {
        FleetWorld known = world;
        if (known == null || !calm.equals(plan)) {
            known = played.apply(calm);
            plan = calm;
            world = known;
        }
        return known;
    }
}
