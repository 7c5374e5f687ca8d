package io.breakwater.routing;

import io.breakwater.model.Target;
import io.breakwater.routing.HealthStore.Replaced;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// The targets' health over all copies of the gateway. Each copy counts what it sees; what one of them decides from
/// that counts for all within a second: an open breaker, a probe, a quarantine, a spent day.
///
/// A copy of the gateway that is a Lambda environment serves one request at a time, and would learn little by
/// itself. The store is written only when something is decided or taken back, by comparing and setting, so that
/// there is one probe at a time whoever asks; and read at most once a second.
///
/// A copy that the target has just answered believes what others decided only after a failure of its own, and its
/// next answer takes the decision back for all: a copy whose own network or clock is broken closes no target to the
/// others.
public final class SharedBoard implements HealthBoard {
    /// A spent day is looked at again after this long: an operator may have had the quota raised.
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(15);

    /// Who is beaten to it this often leaves it to the others, who have seen the same.
    private static final int MOST_TRIES = 3;

    /// For so long an answer says more of a target than what others say.
    private static final Duration FRESH_ANSWER = Duration.ofMinutes(1);

    private final RecentHealth recent;
    private final RandomGenerator random;
    private final Map<Target, Own> own = new ConcurrentHashMap<>();

    /// What this copy has seen of a target itself.
    ///
    /// @param answered when it answered, if that was its last ending
    private record Own(TargetHealth health, Instant answered) {
        static final Own NOTHING = new Own(TargetHealth.FRESH, Instant.EPOCH);

        boolean knowsBetter(Instant now) {
            return answered.plus(FRESH_ANSWER).isAfter(now);
        }

        TargetHealth sharing(Optional<String> seen) {
            return health.sharing(SharedHealth.of(seen));
        }

        Own after(Outcome outcome, Optional<String> seen, Instant now, RandomGenerator random) {
            return new Own(
                    sharing(seen).after(outcome, now, random),
                    outcome instanceof Outcome.Answered ? now : Instant.EPOCH);
        }
    }

    /// @param random spreads the times at which targets come back
    /// @param troubles is told of a store that cannot be reached
    public SharedBoard(HealthStore store, RandomGenerator random, Consumer<RuntimeException> troubles) {
        this.recent = new RecentHealth(store, troubles);
        this.random = random;
    }

    @Override
    public Availability availability(Target target, Instant now) {
        Instant spent = end(recent.text(pool(target), now));
        return spent.isAfter(now)
                ? new Availability.Out(Skipped.Reason.DAILY_QUOTA, spent)
                : health(target, recent.text(name(target), now), now).availability(now);
    }

    private TargetHealth health(Target target, Optional<String> seen, Instant now) {
        Own mine = own.getOrDefault(target, Own.NOTHING);
        return mine.knowsBetter(now) ? mine.health() : mine.sharing(seen);
    }

    @Override
    public void observe(Target target, Outcome outcome, Instant now) {
        if (outcome instanceof Outcome.QuotaSpent) {
            Instant until = soonerOf(now.plus(LOOK_AGAIN), nextMidnight(now));
            agree(pool(target), now, seen -> end(seen).isBefore(until) ? text(until) : seen);
        }
        Own before = count(target, outcome, now);
        agree(
                name(target),
                now,
                seen -> before.after(outcome, seen, now, random)
                        .health()
                        .shared()
                        .text());
    }

    /// @return what this copy knew before
    private Own count(Target target, Outcome outcome, Instant now) {
        Optional<String> seen = recent.text(name(target), now);
        Own[] before = new Own[1];
        own.compute(target, (_, known) -> {
            before[0] = known == null ? Own.NOTHING : known;
            return before[0].after(outcome, seen, now, random);
        });
        return before[0];
    }

    /// Brings a text to what the step makes of it, also when others change it meanwhile.
    private void agree(String name, Instant now, UnaryOperator<Optional<String>> step) {
        Optional<String> seen = recent.text(name, now);
        for (int attempt = 1; attempt <= MOST_TRIES; attempt++) {
            Optional<String> next = step.apply(seen);
            if (next.equals(seen) || !(recent.replace(name, seen, next) instanceof Replaced.Other(var actual))) {
                return;
            }
            seen = actual;
        }
    }

    @Override
    public boolean claimProbe(Target target, Instant now) {
        Optional<String> seen = recent.text(name(target), now);
        TargetHealth health = health(target, seen, now);
        return health.availability(now) instanceof Availability.Probe
                && recent.replace(
                                name(target), seen, health.probing(now).shared().text())
                        instanceof Replaced.Done;
    }

    private static String name(Target target) {
        return "t#" + target.label();
    }

    /// Bedrock's daily pool: one per account and Region, for all models together.
    private static String pool(Target target) {
        return "p#" + target.account() + "/" + target.source();
    }

    private static Optional<String> text(Instant until) {
        return Optional.of(Long.toString(until.toEpochMilli()));
    }

    private static Instant end(Optional<String> text) {
        return text.filter(known -> known.matches("\\d{1,15}"))
                .map(known -> Instant.ofEpochMilli(Long.parseLong(known)))
                .orElse(Instant.EPOCH);
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
