package io.breakwater.routing;

import java.time.Duration;

/// What a session is told: the ending of the step it asked for.
public sealed interface Signal {

    /// The target's ledger has room, and it is held.
    record Reserved() implements Signal {}

    /// The target's ledger has no room for this request now.
    ///
    /// @param keptForOthers whether there was room, but kept for other priorities
    record NoRoom(Duration retryAfter, boolean keptForOthers) implements Signal {

        public NoRoom(Duration retryAfter) {
            this(retryAfter, false);
        }
    }

    /// The attempt ended like this.
    record Ended(Outcome outcome) implements Signal {}

    /// The account's next call will have new credentials.
    record Renewed() implements Signal {}

    /// The pause is over.
    record Waited() implements Signal {}
}
