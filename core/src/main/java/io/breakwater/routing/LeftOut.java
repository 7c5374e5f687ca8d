package io.breakwater.routing;

import java.time.Instant;

/// Why and since when a target, or a quota of the day, is left out or watched, for operators.
///
/// @param times how many times in a row it was left out
/// @param since when that was last decided
/// @param until when the state ends: an exclusion is probed by the next request, a probe without an
/// answer no longer counts, a probation has passed
/// @param by the copy of the gateway that decided it; `-` if an earlier version did not store it
/// @param why the outcome of the call that led to it
public record LeftOut(State state, int times, Instant since, Instant until, String by, String why) {

    /// The state of a target or quota.
    public enum State {
        /// It failed too often.
        EJECTED("ejected"),
        /// Its configuration or credentials were refused.
        QUARANTINED("quarantined"),
        /// A quota of the day is used up.
        QUOTA_CLOSED("quota-closed"),
        /// Its account gives no credentials to copies that have none.
        NO_SESSION("no-session"),
        /// A request is trying it.
        PROBING("probing"),
        /// It is used again, but ejected with the next failure.
        ON_PROBATION("on-probation");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /// Whether it gets no calls but probes.
    boolean isOut() {
        return state != State.ON_PROBATION;
    }
}
