package io.breakwater.fleet;

import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerStatus;
import java.time.Duration;
import java.time.Instant;

/// What must hold when everything is over.
final class EndState {
    /// Two epochs of holds, and one that a clock was ahead.
    private static final Duration HEALED = Duration.ofMinutes(12);

    private final FleetWorld world;

    EndState(FleetWorld world) {
        this.world = world;
    }

    void check() {
        nothingIsHeld();
    }

    private void nothingIsHeld() {
        Instant later = world.time().instant().plus(HEALED);
        world.plan()
                .loads()
                .forEach(load -> held("T#" + load.tenant().id(), load.tenant().limits(), later));
        world.plan()
                .quotas()
                .forEach(quota ->
                        held(key(quota.target()), Limits.of(quota.target().capacity()), later));
    }

    private static String key(RoutedTarget target) {
        return "P#" + target.target().label();
    }

    private void held(String key, Limits limits, Instant later) {
        long held = LedgerStatus.of(world.store().now(key), limits, later, Epochs.STANDARD)
                .inFlight();
        world.findings().look(Property.I18, held == 0, key, held == 0 ? "" : held + " are still held");
    }
}
