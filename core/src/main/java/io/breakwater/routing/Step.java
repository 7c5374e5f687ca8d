package io.breakwater.routing;

import java.time.Duration;

/// What a session asks for next. Whoever drives it MUST do that and report the ending as a [Signal]; `Answer` and
/// `GiveUp` are last.
public sealed interface Step {

    /// Hold room in the target's ledger.
    record Reserve(Candidate candidate) implements Step {}

    /// Call the target; room is held.
    ///
    /// @param attempt 1 for the first call of a request
    record Call(Candidate candidate, int attempt, CallBudget budget) implements Step {}

    /// Pause, then report [Signal.Waited].
    record Wait(Duration pause) implements Step {}

    /// Hand the answer of this target to the client.
    record Answer(Candidate candidate, int attempts) implements Step {}

    /// There is no answer. Room that is still held MUST be given back: the time may have run out while it was
    /// reserved.
    record GiveUp(Surrender reason, int attempts) implements Step {}
}
