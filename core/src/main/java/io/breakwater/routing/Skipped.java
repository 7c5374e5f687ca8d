package io.breakwater.routing;

import io.breakwater.model.RequestPart;
import io.breakwater.model.Target;
import java.time.Instant;
import java.util.Optional;

/// A target that is left out of a plan, and why.
///
/// @param until when the reason ends by itself, if that is known
/// @param detail what to say beyond the reason's own text
/// @param about the part of the request at fault, if it is one
public record Skipped(
        int tier,
        Target target,
        Reason reason,
        Optional<Instant> until,
        Optional<String> detail,
        Optional<RequestPart> about) {

    public Skipped(int tier, Target target, Reason reason, Optional<Instant> until) {
        this(tier, target, reason, until, Optional.empty(), Optional.empty());
    }

    /// Why it is left out, for people.
    public String because() {
        return detail.orElse(reason.text());
    }

    /// Why a target is left out. The first ten are permanent for this request; the others pass with
    /// time.
    public enum Reason {
        RESIDENCY("residency", "its profile may leave the tenant's geography", false),
        KEPT_ELSEWHERE("kept_elsewhere", "the response that the request continues is stored at another target", false),
        NOT_IN_HAND("not_in_hand", "its shard is not in the tenant's hand", false),
        GUARDRAIL_MISSING(
                "guardrail_missing", "the request's guardrail has no copy in its shard's account and Region", false),
        LANGUAGE_NOT_SPOKEN("language_not_spoken", "its model does not speak the language of the request", false),
        FEATURE_MISSING("feature_missing", "its model lacks a feature the request needs", false),
        NOT_STREAMED("not_streamed", "its model does not stream what the request needs", false),
        CONTEXT_TOO_SMALL("context_too_small", "its model's context window is too small", false),
        TIER_FALLBACK_OFF("tier_fallback_off", "the tenant does not allow a lower tier", false),
        TOO_LARGE(
                "too_large",
                "the request is too large for what its quota per minute allows the tenant's priority at once",
                false),
        RESTING("resting", "it was throttled a moment ago", true),
        PAUSED("paused", "it was busy or not ready a moment ago, and asked for a pause", true),
        EJECTED("ejected", "it failed repeatedly", true),
        QUARANTINED("quarantined", "its configuration or credentials were refused", true),
        DAILY_QUOTA("daily_quota", "its account has used up the day's tokens", true),
        NO_SESSION("no_session", "STS gives no credentials for its account at the moment", true),
        DRAINED("drained", "an operator has drained it", true);

        private final String label;
        private final String text;
        private final boolean passing;

        Reason(String label, String text, boolean passing) {
            this.label = label;
            this.text = text;
            this.passing = passing;
        }

        /// The name in reports, which does not change with the constant's.
        public String label() {
            return label;
        }

        public String text() {
            return text;
        }

        /// Whether a quota is in the way.
        boolean spent() {
            return this == RESTING || this == DAILY_QUOTA;
        }

        /// Whether the target's health is in the way, so that it may be tried when no other is left.
        boolean unhealthy() {
            return this == EJECTED || this == QUARANTINED || this == NO_SESSION;
        }

        /// Whether waiting helps.
        public boolean passing() {
            return passing;
        }
    }
}
