package io.breakwater.adapters.memory;

import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import io.breakwater.model.Target;
import io.breakwater.routing.Availability;
import io.breakwater.routing.HealthBoard;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.Skipped;
import io.breakwater.routing.TargetHealth;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// The targets' health in the memory of one process.
public final class InMemoryHealthBoard implements HealthBoard {
    /// A spent day is looked at again after this long: an operator may have had the quota raised.
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(15);

    private final Map<Target, TargetHealth> targets = new ConcurrentHashMap<>();
    private final Map<Pool, Instant> spentUntil = new ConcurrentHashMap<>();
    private final RandomGenerator random;

    /// Bedrock's daily pool: one per account and Region, for all models together.
    private record Pool(AccountId account, Region region) {
        static Pool of(Target target) {
            return new Pool(target.account(), target.source());
        }
    }

    /// @param random spreads the times at which targets come back
    public InMemoryHealthBoard(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Availability availability(Target target, Instant now) {
        Instant spent = spentUntil.getOrDefault(Pool.of(target), Instant.EPOCH);
        return spent.isAfter(now)
                ? new Availability.Out(Skipped.Reason.DAILY_QUOTA, spent)
                : targets.getOrDefault(target, TargetHealth.FRESH).availability(now);
    }

    @Override
    public void observe(Target target, Outcome outcome, Instant now) {
        if (outcome instanceof Outcome.QuotaSpent) {
            spentUntil.put(Pool.of(target), soonerOf(now.plus(LOOK_AGAIN), nextMidnight(now)));
        }
        targets.compute(
                target, (_, health) -> (health == null ? TargetHealth.FRESH : health).after(outcome, now, random));
    }

    @Override
    public boolean claimProbe(Target target, Instant now) {
        boolean[] claimed = new boolean[1];
        targets.computeIfPresent(target, (_, health) -> {
            claimed[0] = health.availability(now) instanceof Availability.Probe;
            return claimed[0] ? health.probing(now) : health;
        });
        return claimed[0];
    }

    private static Instant nextMidnight(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC)
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    private static Instant soonerOf(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
