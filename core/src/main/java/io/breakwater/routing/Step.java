package io.breakwater.routing;

import io.breakwater.model.Cause;
import java.time.Duration;

/// What a session asks for next. Its runner MUST do that and report the result as a [Signal]; `Answer`
/// and `GiveUp` end the session.
public sealed interface Step {

    /// Reserve room in the target's ledger.
    record Reserve(Candidate candidate) implements Step {}

    /// Claim the target's one probe; room is held, and MUST be given back if another request has the
    /// probe.
    record ClaimProbe(Candidate candidate) implements Step {}

    /// Call the target; room is held.
    ///
    /// @param attempt 1 for the first call of a request
    /// @param asStream whether the model is asked for a stream, for a caller who wants one or to be
    /// gathered
    /// @param renewable whether refused credentials will be renewed first, so that the refusal says
    /// nothing about the target
    record Call(Candidate candidate, int attempt, CallLimits limits, boolean asStream, boolean renewable)
            implements Step {

        /// Whether this outcome says something about the target's health.
        public boolean telling(Outcome outcome) {
            return !(renewable && outcome instanceof Outcome.BadCredentials(var _, boolean mayHelp) && mayHelp);
        }
    }

    /// Keep the answer that was cut, settle its cost, and reserve room, in the tenant's ledger and the
    /// target's, for the same call with the full bound; then report [Signal.Done#RESERVED] or
    /// [Signal.NoRoom].
    record RunAgain(Candidate candidate) implements Step {}

    /// Get new credentials for the target's account, then report [Signal.Done#RENEWED].
    record RenewCredentials(Candidate candidate) implements Step {}

    /// Another account has answered what this one refused: the fault was this account's, or its copy of
    /// the guardrail's. Record it, then report [Signal.Done#NOTED].
    record Blame(Candidate refused, Outcome outcome) implements Step {}

    /// Pause, then report [Signal.Done#WAITED].
    record Wait(Duration pause) implements Step {}

    /// Deliver this target's answer to the client: the kept one, if [SessionTotals#secondRun] says that
    /// the second run brought none. Room that is still held for the second run MUST be given back.
    record Answer(Candidate candidate, SessionTotals totals) implements Step {}

    /// There is no answer. Room that is still held MUST be given back: the time may have run out while it
    /// was reserved.
    ///
    /// @param cause why, for operators
    record GiveUp(GiveUpReason reason, Cause cause, SessionTotals totals) implements Step {}
}
