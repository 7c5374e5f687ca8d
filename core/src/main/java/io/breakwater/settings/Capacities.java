package io.breakwater.settings;

import io.breakwater.model.Capacity;
import io.breakwater.model.RoutedTarget;
import java.util.HashMap;
import java.util.Map;

/// The capacity of each quota pool. Aliases that share a pool must agree on its capacity, since a pool
/// has one ledger.
final class Capacities {
    private final Report report;
    private final Map<String, Capacity> capacities = new HashMap<>();
    private final Map<String, String> places = new HashMap<>();

    Capacities(Report report) {
        this.report = report;
    }

    /// The capacity at this path; absent values come from the fallback.
    static Capacity read(Path at, Capacity fallback) {
        return new Capacity(
                at.key("requestsPerMinute").whole(fallback.requestsPerMinute()),
                at.key("tokensPerMinute").whole(fallback.tokensPerMinute()));
    }

    /// Records the capacity that a tier gives a target, and reports it if an earlier tier gave another.
    void claim(RoutedTarget routed, Path tier) {
        String label = routed.target().label();
        Capacity first = capacities.putIfAbsent(label, routed.capacity());
        places.putIfAbsent(label, tier.text());
        if (first != null && !first.equals(routed.capacity())) {
            report.add(
                    tier.text() + ".capacity",
                    "target %s is one quota pool, but has %s here and %s in %s; use one capacity, shard or profile for each"
                            .formatted(label, words(routed.capacity()), words(first), places.get(label)));
        }
    }

    private static String words(Capacity capacity) {
        return "%d requests/min, %d tokens/min".formatted(capacity.requestsPerMinute(), capacity.tokensPerMinute());
    }
}
