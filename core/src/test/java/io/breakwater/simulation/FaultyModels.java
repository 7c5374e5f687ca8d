package io.breakwater.simulation;

import io.breakwater.call.Attempted;
import io.breakwater.call.ModelRequest;
import io.breakwater.call.ModelStream;
import io.breakwater.call.ModelTransport;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TimeLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Models in virtual time, each of which is broken for parts of the time, in one of the ways of the
/// failure table.
final class FaultyModels implements ModelTransport {
    private static final List<Outcome> FAULTS = List.of(
            new Outcome.Throttled(Outcome.Quota.REQUESTS),
            new Outcome.Throttled(Outcome.Quota.TOKENS),
            new Outcome.QuotaSpent(),
            new Outcome.NotReady(),
            new Outcome.Overloaded(Optional.of(Duration.ofSeconds(5))),
            new Outcome.Overloaded(Optional.empty()),
            new Outcome.ServerFault(),
            new Outcome.ModelTimedOut(),
            new Outcome.Unreachable("connection refused"),
            new Outcome.TooSlow(TimeLimit.Owner.FIRST_TOKEN),
            new Outcome.Rejected("bad role"),
            new Outcome.Doubtful("operation not allowed"),
            new Outcome.InputTooLong("too long"),
            new Outcome.Misconfigured("no access"),
            new Outcome.BadCredentials("ExpiredTokenException", true),
            new Outcome.NoCredentials("STS is silent", Duration.ofSeconds(9)),
            new Outcome.NoCredentials("STS is slow", Duration.ZERO),
            new Outcome.BadCredentials("sts:AssumeRole ROLE: AccessDenied", false),
            new Outcome.BrokenStream("reset"));

    private final VirtualTime time;
    private final Random random;
    private final Map<Target, Fault> faults = new HashMap<>();

    FaultyModels(VirtualTime time, Random random) {
        this.time = time;
        this.random = random;
    }

    private record Fault(Outcome outcome, double rate, Instant until) {}

    /// The call ends within its budget, as the real transport's does.
    @Override
    public Attempted call(Target target, ModelRequest request, CallLimits limits) {
        SimulatedRequest.current().called(target, limits);
        Instant begun = time.instant();
        Outcome outcome = outcome(target);
        time.sleep(duration(outcome, limits));
        boolean breaks = outcome instanceof Outcome.BrokenStream;
        Outcome first = breaks && request.stream() ? new Outcome.Answered() : whole(outcome, limits);
        SimulatedRequest.current().ended(target, first);
        if (!(first instanceof Outcome.Answered)) {
            return new Attempted.Failed(first);
        }
        if (!request.stream()) {
            return Answers.whole();
        }
        ModelStream stream = breaks ? Answers.brokenStream(time, "reset") : Answers.stream(time);
        return new Attempted.Opened(new TimedStream(stream, time, begun, limits, end -> gathered(target, end)));
    }

    /// A stream that breaks before its client has seen any of it is a failed attempt.
    private static void gathered(Target target, Outcome broken) {
        if (!SimulatedRequest.current().stream()) {
            SimulatedRequest.current().ended(target, whole(broken));
        }
    }

    private static Outcome whole(Outcome broken) {
        return broken instanceof Outcome.BrokenStream(String why) ? new Outcome.AnswerLost(why) : broken;
    }

    /// A whole answer that breaks off is lost; a model that is too slow exceeds the limit that was set.
    private static Outcome whole(Outcome outcome, CallLimits limits) {
        return switch (outcome) {
            case Outcome.BrokenStream(String why) -> new Outcome.AnswerLost(why);
            case Outcome.TooSlow _ -> new Outcome.TooSlow(limits.answer().owner());
            case Outcome other -> other;
        };
    }

    private Duration duration(Outcome outcome, CallLimits limits) {
        Duration longest = limits.answer().length();
        long millis = outcome instanceof Outcome.TooSlow
                ? longest.toMillis()
                : Math.min(longest.toMillis(), 100 + random.nextInt(6_000));
        return Duration.ofMillis(millis);
    }

    private Outcome outcome(Target target) {
        Fault fault = faults.get(target);
        if (fault == null || fault.until().isBefore(time.instant())) {
            fault = new Fault(
                    FAULTS.get(random.nextInt(FAULTS.size())),
                    random.nextInt(3) == 0 ? 0 : random.nextDouble(),
                    time.instant().plusMillis(random.nextInt(60_000)));
            faults.put(target, fault);
        }
        return random.nextDouble() < fault.rate() ? fault.outcome() : new Outcome.Answered();
    }

    @Override
    public void renewCredentials(Target target, TenantId tenant) {
        SimulatedRequest.current().renewed(target);
    }
}
