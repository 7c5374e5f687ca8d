package io.breakwater.fleet;

import io.breakwater.model.Target;
import io.breakwater.model.Tenant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tells when a request finds every target of its tenant's hand left out, and one of them being probed.
final class HandSights {
    private static final Set<String> OUT = Set.of("ejected", "quarantined", "answered");
    private static final String PROBED = "probed";

    private final FleetFindings findings;
    private final Set<Target> targets;
    private final Map<String, String> states = new HashMap<>();

    HandSights(Set<Target> targets, FleetFindings findings) {
        this.targets = targets;
        this.findings = findings;
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
        if (!states.containsValue(PROBED)) {
            return;
        }
        List<String> hand = targets.stream()
                .filter(target -> tenant.hand().contains(target.shard()))
                .map(Target::label)
                .toList();
        if (states.keySet().containsAll(hand) && hand.stream().anyMatch(target -> PROBED.equals(states.get(target)))) {
            findings.saw("a tenant's only targets were being probed");
        }
    }
}
