package io.breakwater.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Makes a plan that violates a property smaller: it leaves out one fault after the other, and one
/// tenant after the other, as long as the rest still violates it.
final class Shrinking {
    private final Predicate<FleetPlan> breaks;

    /// @param breaks whether a plan still violates the property
    Shrinking(Predicate<FleetPlan> breaks) {
        this.breaks = breaks;
    }

    /// The smallest plan found for a property of this plan and variant.
    static FleetPlan shrunk(FleetPlan plan, Variant variant, Property property) {
        return new Shrinking(smaller -> new FleetRun(smaller, variant, 0)
                        .play()
                        .findings()
                        .kinds()
                        .contains(property))
                .shrink(plan);
    }

    FleetPlan shrink(FleetPlan plan) {
        FleetPlan small = plan;
        for (FaultSpan fault : plan.faults()) {
            FleetPlan without = small.with(without(small.faults(), fault));
            small = breaks.test(without) ? without : small;
        }
        for (FleetPlan.Load load : plan.loads()) {
            List<FleetPlan.Load> others = without(small.loads(), load);
            FleetPlan without = small.withLoads(others);
            small = !others.isEmpty() && breaks.test(without) ? without : small;
        }
        return small;
    }

    private static <T> List<T> without(List<T> all, T one) {
        List<T> others = new ArrayList<>(all);
        others.remove(one);
        return others;
    }
}
