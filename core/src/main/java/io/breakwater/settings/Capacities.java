package io.breakwater.settings;

import io.breakwater.model.Capacity;
import io.breakwater.model.RoutedTarget;
import java.util.HashMap;
import java.util.Map;

/// The capacity of each quota pool. Aliases that share a pool must agree on it: there is one ledger a pool.
final class Capacities {
    private final Report report;
    private final Map<String, Claim> claims = new HashMap<>();

    private record Claim(Capacity capacity, String path) {}

    Capacities(Report report) {
        this.report = report;
    }

    /// The capacity at this path; what is absent is as in the fallback.
    static Capacity read(Path at, Capacity fallback) {
        return new Capacity(
                at.key("requestsPerMinute").whole(fallback.requestsPerMinute()),
                at.key("tokensPerMinute").whole(fallback.tokensPerMinute()));
    }

    /// Notes what a tier says of a target's capacity, and reports it if an earlier tier said otherwise.
    void claim(RoutedTarget routed, Path tier) {
        Claim claim = new Claim(routed.capacity(), tier.text());
        Claim first = claims.putIfAbsent(routed.target().label(), claim);
        if (first != null && !first.capacity().equals(claim.capacity())) {
            report.add(
                    tier.text() + ".capacity",
                    "target %s is one quota pool, but has %s here and %s in %s; use one capacity, shard or profile for each"
                            .formatted(
                                    routed.target().label(),
                                    words(claim.capacity()),
                                    words(first.capacity()),
                                    first.path()));
        }
    }

    private static String words(Capacity capacity) {
        return "%d requests/min, %d tokens/min".formatted(capacity.requestsPerMinute(), capacity.tokensPerMinute());
    }
}
