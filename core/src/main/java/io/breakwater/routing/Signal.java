package io.breakwater.routing;

import java.time.Duration;

/// What a session is told: the ending of the step it asked for.
public sealed interface Signal {

    /// The target's ledger has room, and it is held.
    record Reserved() implements Signal {}

    /// Nothing is held for this request at the target.
    record NoRoom(Duration retryAfter, Why why) implements Signal {}

    /// Why there is no room.
    enum Why {
        /// The target's quota is used up.
        SPENT,
        /// There is room, but kept for other priorities.
        KEPT_FOR_OTHERS,
        /// The ledger did not say.
        UNKNOWN
    }

    /// The probe is this request's.
    record ProbeClaimed() implements Signal {}

    /// Somebody else probes the target.
    record ProbeTaken() implements Signal {}

    /// The attempt ended like this.
    ///
    /// @param availability whether the target may be used from now on
    record Ended(Outcome outcome, Availability availability) implements Signal {}

    /// The attempt was answered whole, and the answer ends at a bound below the full one that the caller did not set.
    ///
    /// @param availability whether the target may be used from now on
    record Cut(Availability availability) implements Signal {}

    /// The account's next call will have new credentials.
    record Renewed() implements Signal {}

    /// It was taken note of.
    record Noted() implements Signal {}

    /// The pause is over.
    record Waited() implements Signal {}
}
