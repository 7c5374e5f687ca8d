package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.AccountId;
import io.breakwater.model.ProfileId;
import io.breakwater.model.Region;
import io.breakwater.model.ShardId;
import io.breakwater.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/// A seeded history of a target that fails and recovers, seen by copies of the gateway that read the
/// board once a second.
final class BoardHistory {
    private static final Target TARGET = new Target(
            new ShardId("a"),
            new AccountId("111111111111"),
            new Region("us-east-1"),
            new ProfileId("us.amazon.nova-lite-v1:0"));
    /// How long a probe counts as running.
    private static final Duration PROBE = Duration.ofSeconds(30);

    private final long seed;
    private final Random random;
    private final CountedHealthStore store = new CountedHealthStore();
    private final List<SharedTargetHealth> copies;
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private Instant probedUntil = Instant.EPOCH;
    private Instant openUntil = Instant.EPOCH;
    private Instant toldAt = now;
    private final Map<SharedTargetHealth, Instant> answered = new HashMap<>();

    BoardHistory(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        this.copies = IntStream.range(0, 2 + random.nextInt(6))
                .mapToObj(i -> new SharedTargetHealth(
                        store, new CopyName(() -> "copy-" + i), new Random(seed + i), new StrictListener()))
                .toList();
    }

    void run(int steps) {
        for (int step = 0; step < steps; step++) {
            now = now.plusMillis(random.nextInt(2_000));
            ask(copies.get(random.nextInt(copies.size())));
            watch();
        }
    }

    private void ask(SharedTargetHealth copy) {
        switch (copy.availability(TARGET, now)) {
            case Availability.Ready(), Availability.Returning _ -> {
                assertThat(now)
                        .as("seed %d: let through an open breaker after everybody could know", seed)
                        .matches(at -> !openUntil.isAfter(at)
                                || at.isBefore(toldAt.plus(RecentHealth.AGE))
                                || wasAnswered(copy));
                observe(copy);
            }
            case Availability.Probe() -> {
                if (copy.claimProbe(TARGET, now)) {
                    assertThat(now).as("seed %d: a second probe", seed).isAfterOrEqualTo(probedUntil);
                    probedUntil = now.plus(PROBE);
                    end(copy);
                }
            }
            case Availability.Out _ -> {}
        }
    }

    /// One probe in four never ends, because its copy has died.
    private void end(SharedTargetHealth copy) {
        if (random.nextInt(4) > 0) {
            observe(copy);
            probedUntil = now;
        }
    }

    /// Whether the target answered this copy within the last minute and has not failed for it since.
    private boolean wasAnswered(SharedTargetHealth copy) {
        return answered.getOrDefault(copy, Instant.EPOCH).plusSeconds(60).isAfter(now);
    }

    private void observe(SharedTargetHealth copy) {
        Outcome outcome = ending();
        answered.put(copy, outcome instanceof Outcome.Answered ? now : Instant.EPOCH);
        copy.observe(TARGET, new Verdict(outcome, now, now));
    }

    /// In some minutes every call fails, in others almost none does.
    private Outcome ending() {
        boolean down = now.getEpochSecond() / 60 % 2 == 0;
        return random.nextInt(100) < (down ? 95 : 2) ? new Outcome.ServerFault() : new Outcome.Answered();
    }

    private void watch() {
        Instant until = ExclusionText.exclusion(Optional.ofNullable(store.texts.get("t#" + TARGET.label())))
                .filter(known -> !known.isOnProbation())
                .map(Exclusion::until)
                .orElse(Instant.EPOCH);
        if (!until.equals(openUntil)) {
            openUntil = until;
            toldAt = now;
        }
    }
}
