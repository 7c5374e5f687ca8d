package io.breakwater.routing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One outcome of every kind.
public final class OutcomeSamples {

    public static List<Outcome> all() {
        return List.of(
                new Outcome.Answered(),
                new Outcome.Throttled(Outcome.Quota.REQUESTS),
                new Outcome.QuotaSpent(),
                new Outcome.NotReady(),
                new Outcome.Overloaded(Optional.empty()),
                new Outcome.ServerFault(),
                new Outcome.ModelTimedOut(),
                new Outcome.Unreachable("connection refused"),
                new Outcome.TooSlow(TimeLimit.Owner.FIRST_TOKEN),
                new Outcome.Doubtful("operation not allowed"),
                new Outcome.HungUp(),
                new Outcome.AnswerLost("connection reset"),
                new Outcome.Rejected("no such field"),
                new Outcome.ThoughtsSealed("The encrypted content could not be verified."),
                new Outcome.InputTooLong("too long"),
                new Outcome.Misconfigured("no such profile"),
                new Outcome.BadCredentials("ExpiredTokenException", true),
                new Outcome.NoCredentials("STS is silent", Duration.ofSeconds(9)),
                new Outcome.ProfileRefused("ResourceNotFoundException: the profile was not found"),
                new Outcome.ApiMissing("anthropic-messages is not in us-east-1", true),
                new Outcome.GuardrailRefused("no-advice", "version 3 of gr1: AccessDeniedException: not authorized"),
                new Outcome.BrokenStream("connection reset"));
    }

    private OutcomeSamples() {}
}
