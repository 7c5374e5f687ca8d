package io.breakwater.routing;

import java.time.Duration;

/// What a session asks for next. Whoever runs it MUST do that and report the ending as a [Signal]; `Answer` and
/// `GiveUp` are last.
public sealed interface Step {

    /// Hold room in the target's ledger.
    record Reserve(Candidate candidate) implements Step {}

    /// Call the target; room is held.
    ///
    /// @param attempt 1 for the first call of a request
    /// @param renewable whether refused credentials are renewed first, and so say nothing of the target
    record Call(Candidate candidate, int attempt, CallBudget budget, boolean renewable) implements Step {

        /// Whether this ending says something of the target's health.
        public boolean telling(Outcome outcome) {
            return !(renewable && outcome instanceof Outcome.BadCredentials);
        }
    }

    /// Get new credentials for the target's account, then report [Signal.Renewed].
    record RenewCredentials(Candidate candidate) implements Step {}

    /// Pause, then report [Signal.Waited].
    record Wait(Duration pause) implements Step {}

    /// Hand the answer of this target to the client.
    record Answer(Candidate candidate, SessionTotals totals) implements Step {}

    /// There is no answer. Room that is still held MUST be given back: the time may have run out while it was
    /// reserved.
    record GiveUp(Surrender reason, SessionTotals totals) implements Step {}
}
