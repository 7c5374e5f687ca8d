package io.breakwater.routing;

import io.breakwater.routing.HealthChange.Kind;
import java.time.Instant;
import java.util.Optional;

/// What those on call are told when what is known of a target or quota has changed.
final class HealthChanges {

    /// Empty where nobody need be told.
    static Optional<HealthChange> between(
            String subject, Optional<Exclusion> before, Optional<Exclusion> after, Instant now) {
        if (after.isEmpty()) {
            return before.filter(known -> !known.isOnProbation())
                    .map(known -> new HealthChange(Kind.READMITTED, subject, now, Optional.empty(), known.why()));
        }
        Exclusion next = after.get();
        return Optional.of(
                new HealthChange(kind(next, before, now), subject, now, Optional.of(next.until()), next.why()));
    }

    private static Kind kind(Exclusion next, Optional<Exclusion> before, Instant now) {
        if (next.probingUntil().isAfter(now)) {
            return Kind.PROBED;
        }
        if (next.isOnProbation()) {
            return Kind.READMITTED;
        }
        if (before.isPresent() && before.get().since().equals(next.since())) {
            return Kind.ANSWERED;
        }
        return switch (next.cause()) {
            case FAILING -> Kind.EJECTED;
            case REFUSED -> Kind.QUARANTINED;
            case SPENT -> Kind.QUOTA_CLOSED;
        };
    }

    private HealthChanges() {}
}
