package io.breakwater.routing;

import io.breakwater.model.Target;
import java.time.Instant;
import java.util.Optional;

/// A target that is left out of a plan, and why.
///
/// @param until when the reason ends by itself, where that is known
public record Skipped(int tier, Target target, Reason reason, Optional<Instant> until) {

    /// Why a target is left out. The first five hold for the request whatever the time; the others pass.
    public enum Reason {
        RESIDENCY("its profile may leave the tenant's geography", false),
        NOT_IN_HAND("its shard is not in the tenant's hand", false),
        FEATURE_MISSING("its model lacks a feature the request needs", false),
        CONTEXT_TOO_SMALL("its model's context window is too small", false),
        TIER_FALLBACK_OFF("the tenant does not allow a lower tier", false),
        RESTING("it was throttled a moment ago", true),
        EJECTED("it failed repeatedly", true),
        QUARANTINED("its configuration or credentials were refused", true),
        DAILY_QUOTA("its account has used up the day's tokens", true),
        DRAINED("an operator has drained it", true);

        private final String text;
        private final boolean passing;

        Reason(String text, boolean passing) {
            this.text = text;
            this.passing = passing;
        }

        public String text() {
            return text;
        }

        /// Whether waiting helps.
        public boolean passing() {
            return passing;
        }
    }
}
