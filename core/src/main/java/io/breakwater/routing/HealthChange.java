package io.breakwater.routing;

import io.breakwater.routing.HealthChange.Kind;
import java.time.Instant;
import java.util.Optional;

/// A change in what all copies know about a target or a quota, for the people on call.
///
/// @param subject the target's label, or the quota's account and Region, and its model if it is one
/// model's quota, or the shard whose account gives no credentials
/// @param until when it may be called again, if it is left out
/// @param why the outcome that led to it, or who reset it
public record HealthChange(Kind kind, String subject, Instant at, Optional<Instant> until, String why) {

    /// What has happened.
    public enum Kind {
        /// It failed too often.
        EJECTED("ejected"),
        /// Its configuration or credentials were refused.
        QUARANTINED("quarantined"),
        /// A quota of the day is used up.
        QUOTA_CLOSED("quota-closed"),
        /// An account gives no credentials to copies that have none.
        NO_SESSION("no-session"),
        /// One request tries it.
        PROBED("probed"),
        /// A probe was answered; more are wanted.
        ANSWERED("answered"),
        /// It is used again as before.
        READMITTED("readmitted"),
        /// An operator has removed what was known.
        RESET("reset");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /// The change to report to the people on call; empty if there is none.
    static Optional<HealthChange> between(
            String subject, Optional<Exclusion> before, Optional<Exclusion> after, Instant now) {
        if (after.isEmpty()) {
            return before.filter(known -> !known.isOnProbation())
                    .map(known -> new HealthChange(Kind.READMITTED, subject, now, Optional.empty(), known.why()));
        }
        Exclusion next = after.get();
        return kind(next, before, now)
                .map(kind -> new HealthChange(kind, subject, now, Optional.of(next.until()), next.why()));
    }

    /// Empty if another copy has only confirmed what was decided.
    private static Optional<Kind> kind(Exclusion next, Optional<Exclusion> before, Instant now) {
        if (next.probingUntil().isAfter(now) && !isOfThatProbe(next, before)) {
            return Optional.of(Kind.PROBED);
        }
        if (next.isOnProbation()) {
            return Optional.of(Kind.READMITTED);
        }
        if (before.isPresent() && before.get().since().equals(next.since())) {
            return Optional.of(Kind.ANSWERED)
                    .filter(_ -> next.answers() > before.get().answers());
        }
        return Optional.of(
                switch (next.cause()) {
                    case FAILING -> Kind.EJECTED;
                    case REFUSED -> Kind.QUARANTINED;
                    case SPENT -> Kind.QUOTA_CLOSED;
                    case NO_SESSION -> Kind.NO_SESSION;
                });
    }

    /// Whether the probe was under way before: a copy may confirm a decision while another one probes.
    private static boolean isOfThatProbe(Exclusion next, Optional<Exclusion> before) {
        return before.filter(known -> known.probingUntil().equals(next.probingUntil()))
                .isPresent();
    }
}
