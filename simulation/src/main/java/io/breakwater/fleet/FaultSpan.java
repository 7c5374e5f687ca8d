package io.breakwater.fleet;

import io.breakwater.model.Target;
import java.time.Duration;

/// A fault for a while.
///
/// @param whom a target's label, a shard, a Region or a tenant, as the kind has it; `*` is every one
/// @param strength which part of the calls it strikes, or how strong it is; from 0 to 1
/// @param from since the start
/// @param until likewise
record FaultSpan(FleetFault kind, String whom, double strength, Duration from, Duration until) {
    static final String EVERYBODY = "*";

    boolean on(Duration elapsed) {
        return elapsed.compareTo(from) >= 0 && elapsed.compareTo(until) < 0;
    }

    boolean strikes(Target target) {
        return whom.equals(EVERYBODY)
                || switch (kind.scope()) {
                    case TARGET -> whom.equals(target.label());
                    case ACCOUNT -> whom.equals(target.shard().value());
                    case REGION -> whom.equals(target.source().value());
                    case STORE, COPIES, TENANT -> false;
                };
    }

    /// The same for so long.
    FaultSpan lasting(Duration length) {
        return new FaultSpan(kind, whom, strength, from, from.plus(length));
    }

    /// Whether this tenant is one of those that it strikes.
    boolean strikes(String tenant) {
        return whom.equals(EVERYBODY) || whom.equals(tenant);
    }

    String text() {
        return "%s %s %.2f from %.1f s to %.1f s"
                .formatted(kind.label(), whom, strength, from.toMillis() / 1e3, until.toMillis() / 1e3);
    }
}
