package io.breakwater.routing;

/// What an outcome says about a target's health.
enum Sign {
    /// It answered, or refused the request itself: it lives.
    ANSWERED,
    /// It has no room now, and lives.
    THROTTLED,
    /// It has more calls than it can answer and refuses the rest, or its model is not loaded yet: a
    /// failure only if it refuses nearly all.
    OVERLOADED,
    /// It began to answer and stood still until the caller's time was over: a failure only if it answers
    /// nobody.
    STALLED,
    /// A hard failure.
    FAILED,
    /// Its configuration or credentials were refused.
    REFUSED,
    /// Nothing: a limit of the caller or of ours ended the call, or something other than the target
    /// failed.
    NOTHING;

    static Sign of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered(), Outcome.Rejected _, Outcome.ThoughtsSealed _, Outcome.InputTooLong _ -> ANSWERED;
            case Outcome.Throttled _, Outcome.QuotaSpent() -> THROTTLED;
            case Outcome.Overloaded _, Outcome.NotReady() -> OVERLOADED;
            case Outcome.ServerFault(),
                    Outcome.ModelTimedOut(),
                    Outcome.Unreachable _,
                    Outcome.AnswerLost _,
                    Outcome.BrokenStream _ -> FAILED;
            case Outcome.TooSlow(TimeLimit.Owner owner, var _) when owner == TimeLimit.Owner.STALLED -> STALLED;
            case Outcome.TooSlow(TimeLimit.Owner owner, var _) -> owner.ofTheModel() ? FAILED : NOTHING;
            case Outcome.Misconfigured _, Outcome.BadCredentials _ -> REFUSED;
            case Outcome.NoCredentials _,
                    Outcome.ProfileRefused _,
                    Outcome.ApiMissing _,
                    Outcome.GuardrailRefused _,
                    Outcome.Doubtful _,
                    Outcome.HungUp() -> NOTHING;
        };
    }
}
