package io.breakwater.fleet;

import io.breakwater.model.Tenant;
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
        for (Tenant tenant : tenants(plan)) {
            FleetPlan without = without(small, tenant);
            small = !without.loads().isEmpty() && breaks.test(without) ? without : small;
        }
        return small;
    }

    private static List<Tenant> tenants(FleetPlan plan) {
        return plan.loads().stream().map(FleetPlan.Load::tenant).distinct().toList();
    }

    private static FleetPlan without(FleetPlan plan, Tenant tenant) {
        return plan.withLoads(plan.loads().stream()
                .filter(load -> !load.tenant().equals(tenant))
                .toList());
    }

    private static <T> List<T> without(List<T> all, T one) {
        List<T> others = new ArrayList<>(all);
        others.remove(one);
        return others;
    }
}
