package io.breakwater.routing;

import java.time.Duration;

/// What a session is told: the ending of the step it asked for.
public sealed interface Signal {
    /// The endings of which there is no more to say.
    enum Done implements Signal {
        /// The target's ledger has room, and it is held.
        RESERVED,
        /// The probe is this request's.
        PROBE_CLAIMED,
        /// Somebody else probes the target.
        PROBE_TAKEN,
        /// The account's next call will have new credentials.
        RENEWED,
        /// It was taken note of.
        NOTED,
        /// The pause is over.
        WAITED
    }

    /// Nothing is held for this request at the target.
    record NoRoom(Duration retryAfter, Why why) implements Signal {}

    /// Why there is no room.
    enum Why {
        /// The target's quota is used up.
        SPENT,
        /// There is room, but kept for other priorities.
        KEPT_FOR_OTHERS,
        /// Too many retries have failed there.
        RETRIES_SPENT,
        /// The ledger did not say.
        UNKNOWN
    }

    /// The attempt ended like this.
    ///
    /// @param availability whether the target may be used from now on
    record Ended(Outcome outcome, Availability availability) implements Signal {}

    /// The attempt was answered whole, and the answer ends at a bound below the full one that the caller did not set.
    ///
    /// @param availability whether the target may be used from now on
    record Cut(Availability availability) implements Signal {}
}
