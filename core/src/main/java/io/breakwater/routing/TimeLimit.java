package io.breakwater.routing;

import java.time.Duration;
import java.time.Instant;

/// How long something may take, and whose limit that is: only exceeding the model's own limit says
/// something about its health. The limit for connecting is the HTTP client's; exceeding it is
/// [Outcome.Unreachable].
public record TimeLimit(Duration length, Owner owner) {

    /// Whose limit it is.
    public enum Owner {
        /// The model's: until the first content of a stream.
        FIRST_TOKEN("first-token", true),
        /// The model's: silence within a stream.
        IDLE("idle", true),
        /// The model's, as learned: until a whole answer of such a length.
        WHOLE("whole", true),
        /// The model's, shortened for one request that tries whether an ejected target is back.
        PROBE("probe", true),
        /// Part of the time that is left, so that another target may still answer.
        SPLIT("split", false),
        /// The caller's own.
        CALLER("caller", false),
        /// The caller's or the environment's, exceeded by a stream that had stood still for long: no
        /// failure by itself, but no healthy target does that with each of its streams.
        STALLED("stalled", false),
        /// The environment's: the most that it allows a request or that its platform can carry.
        ENVIRONMENT("environment", false);

        private final String label;
        private final boolean ofTheModel;

        Owner(String label, boolean ofTheModel) {
            this.label = label;
            this.ofTheModel = ofTheModel;
        }

        public String label() {
            return label;
        }

        /// Whether a target that exceeds it is too slow by the model's own measure.
        public boolean ofTheModel() {
            return ofTheModel;
        }
    }

    /// The time left until an instant; zero if it has passed.
    public static TimeLimit until(Instant end, Owner owner, Instant now) {
        Duration left = Duration.between(now, end);
        return new TimeLimit(left.isNegative() ? Duration.ZERO : left, owner);
    }

    /// The shorter of the two; this one if they are equal, so that in doubt a deadline is not blamed on
    /// the target.
    public TimeLimit orSooner(TimeLimit other) {
        return other.length.compareTo(length) < 0 ? other : this;
    }
}
