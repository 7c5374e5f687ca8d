package io.breakwater.ops.doctor;

import io.breakwater.model.Target;
import io.breakwater.model.Tier;
import io.breakwater.settings.Settings;
import java.util.List;
import java.util.stream.Collectors;

/// Finds the places in an environment's file that name a target.
record ConfiguredAt(Settings settings) {

    /// `config/dev.yaml, models.claude-sonnet.tiers[1]`, every tier that has the target.
    String of(Target target) {
        List<String> paths = settings.topology().routes().values().stream()
                .flatMap(route -> route.tiers().stream()
                        .filter(tier -> has(tier, target))
                        .map(tier -> "models.%s.tiers[%d]".formatted(route.alias(), tier.number() - 1)))
                .sorted()
                .toList();
        return paths.stream().collect(Collectors.joining(" and ", "config/" + settings.environment() + ".yaml, ", ""));
    }

    private static boolean has(Tier tier, Target target) {
        return tier.targets().stream().anyMatch(routed -> routed.target().equals(target));
    }
}
