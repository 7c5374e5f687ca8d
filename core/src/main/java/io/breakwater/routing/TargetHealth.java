package io.breakwater.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// What is remembered of a target's past endings. Time and chance come in as arguments.
///
/// @param rests how often in a row it was throttled
/// @param restUntil not to be used before, because it was throttled
/// @param quarantineUntil not to be used before, because its configuration or credentials were refused
public record TargetHealth(Breaker breaker, int rests, Instant restUntil, Instant quarantineUntil) {
    private static final Duration QUARANTINE = Duration.ofMinutes(5);
    private static final Duration NOT_READY_REST = Duration.ofSeconds(30);
    private static final Duration LONGEST_REST = Duration.ofSeconds(60);
    private static final int LONGEST_REST_DOUBLINGS = 6;

    /// Nothing is known: ready.
    public static final TargetHealth FRESH = new TargetHealth(Breaker.CLOSED, 0, Instant.EPOCH, Instant.EPOCH);

    public Availability availability(Instant now) {
        if (quarantineUntil.isAfter(now)) {
            return new Availability.Out(Skipped.Reason.QUARANTINED, quarantineUntil);
        }
        if (restUntil.isAfter(now)) {
            return new Availability.Out(Skipped.Reason.RESTING, restUntil);
        }
        return breaker.availability(now);
    }

    /// What is to be known by all copies.
    SharedHealth shared() {
        return new SharedHealth(breaker.ejections(), breaker.openUntil(), breaker.probingUntil(), quarantineUntil);
    }

    /// The same with what all copies know.
    TargetHealth sharing(SharedHealth shared) {
        return new TargetHealth(breaker.sharing(shared), rests, restUntil, shared.quarantineUntil());
    }

    /// The state once somebody has begun to probe a half-open target.
    public TargetHealth probing(Instant now) {
        return new TargetHealth(breaker.probing(now), rests, restUntil, quarantineUntil);
    }

    /// The state after an attempt ended.
    public TargetHealth after(Outcome outcome, Instant now, RandomGenerator random) {
        return switch (outcome) {
            case Outcome.Answered() -> new TargetHealth(breaker.success(now), 0, Instant.EPOCH, Instant.EPOCH);
            case Outcome.Throttled _ -> rested(now, throttleRest(random));
            case Outcome.NotReady() -> rested(now, NOT_READY_REST);
            case Outcome.Overloaded _,
                    Outcome.ServerFault(),
                    Outcome.ModelTimedOut(),
                    Outcome.Unreachable _,
                    Outcome.TooSlow(),
                    Outcome.AnswerLost _,
                    Outcome.BrokenStream _ ->
                new TargetHealth(breaker.failure(now, random), rests, restUntil, quarantineUntil);
            case Outcome.Misconfigured _, Outcome.BadCredentials() ->
                new TargetHealth(breaker, rests, restUntil, now.plus(QUARANTINE));
            case Outcome.QuotaSpent(), Outcome.NoCredentials _, Outcome.Rejected _, Outcome.InputTooLong _ -> this;
        };
    }

    /// While it rests, further throttles are those of calls that began before: they do not double the next rest.
    private TargetHealth rested(Instant now, Duration rest) {
        boolean resting = restUntil.isAfter(now);
        Instant until = now.plus(rest);
        return new TargetHealth(
                breaker, resting ? rests : rests + 1, until.isAfter(restUntil) ? until : restUntil, quarantineUntil);
    }

    /// 1 to 5 seconds, doubled for each throttle in a row, at most a minute.
    private Duration throttleRest(RandomGenerator random) {
        long millis = (long) random.nextInt(1_000, 5_001) << Math.min(rests, LONGEST_REST_DOUBLINGS);
        return millis > LONGEST_REST.toMillis() ? LONGEST_REST : Duration.ofMillis(millis);
    }
}
