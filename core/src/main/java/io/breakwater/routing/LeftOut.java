package io.breakwater.routing;

import java.time.Instant;

/// Why and since when a target, or a quota of the day, is left out or watched, for operators.
///
/// @param times how often in a row it was left out
/// @param since when that was decided last
/// @param until when the state ends: from then on the next request probes what is left out; a probe that
/// has not been answered by then counts no more; and a probation has passed
/// @param by the copy of the gateway that decided it; `-` where a version of before has not said so
/// @param why the ending of a call that led to it
public record LeftOut(State state, int times, Instant since, Instant until, String by, String why) {

    /// How it stands.
    public enum State {
        /// It failed too often.
        EJECTED("ejected"),
        /// Its configuration or credentials were refused.
        QUARANTINED("quarantined"),
        /// A quota of the day is used up.
        QUOTA_CLOSED("quota-closed"),
        /// A request is trying it.
        PROBING("probing"),
        /// It is used again, and left out with the next failure.
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
