package io.breakwater.fleet;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The part of a plan that a replay plays: what `--shrink` has left of it.
final class PlanPart {
    static final List<String> NAMES = List.of("--only-tenants", "--only-faults");

    @Option(
            names = "--only-tenants",
            split = ",",
            paramLabel = "TENANT",
            description = "The tenants of a --replay that send requests, as --shrink prints them (all).")
    @Nullable
    List<String> tenants;

    @Option(
            names = "--only-faults",
            split = ",",
            paramLabel = "NUMBER",
            description = "The faults of a --replay, by their place in the list; 0 for none (all).")
    @Nullable
    List<Integer> faults;

    /// What would leave nothing of the plan, or something that it does not have.
    Optional<String> problem(FleetPlan plan) {
        int most = plan.faults().size();
        if (faults != null && faults.stream().anyMatch(number -> number < 0 || number > most)) {
            return Optional.of("--only-faults takes numbers of its faults, 1 to %d, or 0 for none, got %s"
                    .formatted(most, faults));
        }
        List<String> known = names(plan);
        return tenants == null || known.containsAll(tenants)
                ? Optional.empty()
                : Optional.of("--only-tenants takes tenants of the seed, got %s; there are: %s"
                        .formatted(tenants, String.join(", ", known)));
    }

    FleetPlan of(FleetPlan plan) {
        FleetPlan fewer = faults == null
                ? plan
                : plan.with(faults.stream()
                        .filter(number -> number > 0)
                        .map(number -> plan.faults().get(number - 1))
                        .toList());
        return tenants == null
                ? fewer
                : fewer.withLoads(plan.loads().stream()
                        .filter(load -> tenants.contains(load.tenant().id().value()))
                        .toList());
    }

    /// The options as arguments.
    String typed() {
        return (tenants == null ? "" : " --only-tenants " + String.join(",", tenants))
                + (faults == null
                        ? ""
                        : " --only-faults "
                                + faults.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    /// The part that is a smaller plan.
    static PlanPart of(FleetPlan plan, FleetPlan small) {
        PlanPart part = new PlanPart();
        part.tenants = names(small);
        List<Integer> numbers = IntStream.range(0, plan.faults().size())
                .filter(place -> small.faults().contains(plan.faults().get(place)))
                .mapToObj(place -> place + 1)
                .toList();
        part.faults = numbers.isEmpty() ? List.of(0) : numbers;
        return part;
    }

    private static List<String> names(FleetPlan plan) {
        return plan.loads().stream()
                .map(load -> load.tenant().id().value())
                .distinct()
                .toList();
    }
}
