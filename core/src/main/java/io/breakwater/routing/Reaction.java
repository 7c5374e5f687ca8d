package io.breakwater.routing;

import java.time.Duration;

/// What to do after an attempt: the failure table of `docs/failures.md` as code.
sealed interface Reaction {

    /// Deliver the answer to the client.
    record Deliver() implements Reaction {}

    /// It would fail anywhere.
    record Fail(GiveUpReason reason) implements Reaction {}

    /// The fault may be the caller's or the account's: another account's answer tells which.
    record AskAnotherAccount(Outcome.Doubtful refusal) implements Reaction {}

    /// Renew the account's credentials, and try the same target once more.
    record RenewCredentials() implements Reaction {}

    /// Call the same target once more, by another API or without the thinking that it cannot read.
    record TakeNextApi() implements Reaction {}

    /// Leave the target.
    ///
    /// @param towards which of the other targets is likelier to work
    record MoveOn(Towards towards) implements Reaction {}

    /// Which candidates of the same tier come first.
    enum Towards {
        /// Quotas are per account: another account has its own.
        OTHER_ACCOUNT,
        /// Capacity is per Region and profile: another account alone does not help.
        OTHER_REGION,
        ANY
    }

    static Reaction to(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered() -> new Deliver();
            case Outcome.Throttled _, Outcome.QuotaSpent(), Outcome.NoCredentials _, Outcome.GuardrailRefused _ ->
                new MoveOn(Towards.OTHER_ACCOUNT);
            case Outcome.Overloaded _ -> new MoveOn(Towards.OTHER_REGION);
            case Outcome.NotReady(),
                    Outcome.ServerFault(),
                    Outcome.Unreachable _,
                    Outcome.Misconfigured _,
                    Outcome.ModelTimedOut(),
                    Outcome.TooSlow _,
                    Outcome.AnswerLost _ -> new MoveOn(Towards.ANY);
            case Outcome.BadCredentials(var _, boolean renewable) ->
                renewable ? new RenewCredentials() : new MoveOn(Towards.OTHER_ACCOUNT);
            case Outcome.ProfileRefused _ -> new RenewCredentials();
            case Outcome.ApiMissing(var _, boolean another) ->
                another ? new TakeNextApi() : new MoveOn(Towards.OTHER_REGION);
            case Outcome.ThoughtsSealed _ -> new TakeNextApi();
            case Outcome.Doubtful refusal -> new AskAnotherAccount(refusal);
            case Outcome.Rejected(String message, boolean lost) -> new Fail(new GiveUpReason.Rejected(message, lost));
            case Outcome.InputTooLong(String message) -> new Fail(new GiveUpReason.InputTooLong(message));
            case Outcome.BrokenStream _, Outcome.HungUp() ->
                new Fail(new GiveUpReason.Failed(outcome, Duration.ofSeconds(1)));
        };
    }

    /// Whether a candidate is likely to fail for the same reason as the one that failed.
    static boolean alike(Candidate candidate, Candidate failed, Towards towards) {
        return switch (towards) {
            case ANY -> false;
            case OTHER_ACCOUNT ->
                candidate.target().account().equals(failed.target().account());
            case OTHER_REGION ->
                candidate.target().source().equals(failed.target().source())
                        && candidate.target().profile().equals(failed.target().profile());
        };
    }
}
