package io.breakwater.quota.operations;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.quota.limits.Epochs;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// The conditions of a seeded history.
///
/// @param ledgers how many processes share the item, each with a memory of its own
/// @param skewNanos how far a process's clock may deviate
/// @param crashes whether requests may end without a settlement
/// @param losses whether the store may lose answers
/// @param overlong whether requests may run for longer than two epochs
/// @param renewed whether requests are renewed in every epoch; some answers to renewals are then lost,
///     and some renewals arrive late
/// @param amended whether limits are changed and tenants suspended meanwhile
record HistoryWorld(
        int ledgers,
        long skewNanos,
        boolean crashes,
        boolean losses,
        boolean overlong,
        boolean renewed,
        boolean amended,
        Limits limits) {
    /// Midnight is in the middle of an epoch, so that an error in one rollover is not hidden by the
    /// other.
    static final Epochs EPOCHS = new Epochs(Duration.ofMinutes(7));

    static HistoryWorld of(RandomGenerator random) {
        return new HistoryWorld(
                random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(8),
                random.nextBoolean() ? 50_000_000 : 0,
                random.nextBoolean(),
                random.nextInt(3) == 0,
                random.nextInt(2) == 0,
                random.nextInt(4) != 0,
                random.nextInt(3) == 0,
                limits(random));
    }

    private static Limits limits(RandomGenerator random) {
        return Limits.UNLIMITED
                .with(LimitName.REQUESTS_PER_MINUTE, orNone(random, 1 + random.nextInt(1_200)))
                .with(LimitName.TOKENS_PER_MINUTE, orNone(random, 1_000 + random.nextInt(1_000_000)))
                .with(LimitName.TOKENS_PER_DAY, orNone(random, 50_000 + random.nextInt(5_000_000)))
                .with(LimitName.USD_PER_MONTH, orNone(random, 1_000L * (1_000 + random.nextInt(2_000_000))))
                .with(LimitName.CONCURRENCY, orNone(random, 1 + random.nextInt(40)))
                .withBurst(1 + random.nextInt(100));
    }

    private static long orNone(RandomGenerator random, long limit) {
        return random.nextInt(8) == 0 ? 0 : limit;
    }

    /// One process, exact clocks and nothing lost: whatever a strict bucket admits must be admitted.
    boolean strict() {
        return ledgers == 1 && skewNanos == 0 && !crashes && !losses && !dropping();
    }

    /// Whether the holds of running requests drop out of the item.
    boolean dropping() {
        return overlong && !renewed;
    }

    /// How long a request runs at most. An epoch MUST be longer, except in histories about longer
    /// requests.
    long longestNanos() {
        return (overlong ? 5 : 1) * EPOCHS.length().toNanos() - 2_000_000_000L;
    }
}
