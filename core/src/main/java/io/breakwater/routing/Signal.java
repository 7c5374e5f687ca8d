package io.breakwater.routing;

import io.breakwater.model.Target;
import java.time.Duration;
import java.util.Set;

/// What a session is told: the result of the step it asked for.
public sealed interface Signal {
    /// Results without further values.
    enum Done implements Signal {
        /// The target's ledger had room and holds it for this request.
        RESERVED,
        /// The probe is this request's.
        PROBE_CLAIMED,
        /// Another request probes the target.
        PROBE_TAKEN,
        /// The account's next call will have new credentials.
        RENEWED,
        /// It was recorded.
        NOTED,
        /// The pause is over.
        WAITED
    }

    /// The target's ledger holds no room for this request.
    record NoRoom(Duration retryAfter, Why why) implements Signal {}

    /// Why there is no room.
    enum Why {
        /// The target's quota is used up.
        SPENT,
        /// There is room, but it is kept for other priorities.
        KEPT_FOR_OTHERS,
        /// Too many retries have failed there.
        RETRIES_SPENT,
        /// The ledger did not answer.
        UNKNOWN
    }

    /// The attempt ended with this outcome.
    ///
    /// @param availability whether the target may be used from now on
    /// @param unhealthy the plan's targets that all copies leave out by now: a call may take longer than it
    /// takes to eject a target
    record Ended(Outcome outcome, Availability availability, Set<Target> unhealthy) implements Signal {

        /// The end of an attempt while no target of the plan is left out.
        public Ended(Outcome outcome, Availability availability) {
            this(outcome, availability, Set.of());
        }

        public Ended {
            unhealthy = Set.copyOf(unhealthy);
        }
    }

    /// The answer is whole but ends at a learned bound, below the full one.
    ///
    /// @param availability whether the target may be used from now on
    record Cut(Availability availability) implements Signal {}
}
