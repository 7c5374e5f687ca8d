package io.breakwater.fleet;

import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import io.breakwater.model.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tells when a request finds every target of its tenant's hand left out, and one of them being probed.
final class HandSights {
    private static final Set<String> OUT = Set.of("ejected", "quarantined", "answered");
    private static final String PROBED = "probed";

    private final FleetFindings findings;
    private final List<RoutedTarget> targets;
    private final Map<String, String> states = new HashMap<>();

    HandSights(Topology topology, FleetFindings findings) {
        this.findings = findings;
        this.targets = topology.routes().values().stream()
                .flatMap(route -> route.tiers().stream())
                .flatMap(tier -> tier.targets().stream())
                .toList();
    }

    /// What has become of a target.
    void changed(String target, String change) {
        if (change.equals(PROBED) || OUT.contains(change)) {
            states.put(target, change);
        } else {
            states.remove(target);
        }
    }

    void asks(Tenant tenant) {
        if (states.containsValue(PROBED)
                && hand(tenant).stream().allMatch(states::containsKey)
                && hand(tenant).stream().anyMatch(target -> PROBED.equals(states.get(target)))) {
            findings.saw("a tenant's only targets were being probed");
        }
    }

    private List<String> hand(Tenant tenant) {
        return targets.stream()
                .map(RoutedTarget::target)
                .filter(target -> tenant.hand().contains(target.shard()))
                .map(target -> target.label())
                .toList();
    }
}
