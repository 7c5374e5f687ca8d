package io.breakwater.routing;

import java.util.Optional;

/// What all copies of the gateway know under one name of the health table.
sealed interface HealthEntry permits Exclusion, Suspicion {

    /// What leaves the target or the quota out; empty where there is nothing but a suspicion.
    static Optional<Exclusion> exclusion(Optional<? extends HealthEntry> known) {
        return known.filter(Exclusion.class::isInstance).map(Exclusion.class::cast);
    }

    /// What speaks against a target that is still used.
    static Optional<Suspicion> suspicion(Optional<? extends HealthEntry> known) {
        return known.filter(Suspicion.class::isInstance).map(Suspicion.class::cast);
    }
}
