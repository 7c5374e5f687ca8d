package io.breakwater.routing;

import java.time.Instant;
import java.util.Optional;

/// What all copies of the gateway know under one key of the health table.
sealed interface HealthEntry permits Exclusion, Suspicion, ModelPauses {

    /// The same as far as a copy believes it that saw it first at this instant: nothing was decided later, and
    /// nothing lasts longer from then on than it can last at all. The clock of the copy that has written it may
    /// be ahead.
    HealthEntry believed(Instant seen);

    /// The earlier of two instants.
    static Instant earlier(Instant one, Instant other) {
        return one.isAfter(other) ? other : one;
    }

    /// The exclusion of the target or quota; empty if there is only a suspicion.
    static Optional<Exclusion> exclusion(Optional<? extends HealthEntry> known) {
        return known.filter(Exclusion.class::isInstance).map(Exclusion.class::cast);
    }

    /// How long the model's streams pause.
    static Optional<ModelPauses> pauses(Optional<? extends HealthEntry> known) {
        return known.filter(ModelPauses.class::isInstance).map(ModelPauses.class::cast);
    }

    /// The suspicion against a target that is still used.
    static Optional<Suspicion> suspicion(Optional<? extends HealthEntry> known) {
        return known.filter(Suspicion.class::isInstance).map(Suspicion.class::cast);
    }
}
