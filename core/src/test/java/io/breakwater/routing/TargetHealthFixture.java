package io.breakwater.routing;

import io.breakwater.Sample;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// What one copy knows of one target, with what it is told of the target's calls.
abstract class TargetHealthFixture {
    static final Instant NOW = Sample.NOW;
    static final Outcome THROTTLED = new Outcome.Throttled(Outcome.Quota.REQUESTS);
    static final Outcome ANSWERED = new Outcome.Answered();

    final RandomGenerator random = new SplittableRandom(42);
    TargetHealth health = TargetHealth.FRESH;
    Optional<? extends HealthEntry> known = Optional.empty();

    void observe(Outcome outcome, Instant at) {
        observe(verdict(outcome, at));
    }

    void observe(Verdict verdict) {
        health = health.after(verdict, random);
        known = TargetHealth.decide(known, TargetHealth.FRESH, verdict, false, "me", random);
    }

    static Verdict verdict(Outcome outcome, Instant at) {
        return new Verdict(outcome, at, at);
    }
}
