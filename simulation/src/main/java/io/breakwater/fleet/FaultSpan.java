package io.breakwater.fleet;

import io.breakwater.model.Target;
import java.time.Duration;

/// A fault with its beginning and end.
///
/// @param whom a target's label, a shard, a Region or a tenant, depending on the kind; `*` for all. Operators drain a
/// target or a shard
/// @param strength the part of the calls that it strikes, or how strong it is; from 0 to 1
/// @param from its beginning, since the start
/// @param until its end, since the start
/// @param frame which frame of a stream it strikes, if it is a fault of streams
record FaultSpan(FleetFault kind, String whom, double strength, Duration from, Duration until, StruckFrame frame) {
    static final String EVERYBODY = "*";

    /// One that strikes streams where its kind usually does.
    FaultSpan(FleetFault kind, String whom, double strength, Duration from, Duration until) {
        this(kind, whom, strength, from, until, new StruckFrame.Usual());
    }

    boolean on(Duration elapsed) {
        return elapsed.compareTo(from) >= 0 && elapsed.compareTo(until) < 0;
    }

    boolean overlaps(FaultSpan other) {
        return from.compareTo(other.until) < 0 && other.from.compareTo(until) < 0;
    }

    /// Whether a call to this target goes wrong by it; what strikes the store, copies or tenants strikes no target.
    boolean strikes(Target target) {
        return switch (kind.scope()) {
            case TARGET ->
                isOf(target.label())
                        || (kind == FleetFault.DRAIN && isOf(target.shard().value()));
            case ACCOUNT -> isOf(target.shard().value());
            case REGION -> isOf(target.source().value());
            case STORE, COPIES, TENANT -> false;
        };
    }

    private boolean isOf(String name) {
        return whom.equals(EVERYBODY) || whom.equals(name);
    }

    /// The same with another length.
    FaultSpan lasting(Duration length) {
        return new FaultSpan(kind, whom, strength, from, from.plus(length), frame);
    }

    /// The same at another frame of a stream.
    FaultSpan at(StruckFrame other) {
        return new FaultSpan(kind, whom, strength, from, until, other);
    }

    /// The same of somebody else.
    FaultSpan of(String other) {
        return new FaultSpan(kind, other, strength, from, until, frame);
    }

    /// Whether it strikes this tenant.
    boolean strikes(String tenant) {
        return isOf(tenant);
    }

    String text() {
        return "%s %s %.2f from %.1f s to %.1f s%s"
                .formatted(kind.label(), whom, strength, from.toMillis() / 1e3, until.toMillis() / 1e3, frame.text());
    }
}
