package io.breakwater.simulated.bedrock.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All quota pools of the simulated accounts. Thread-safe; time comes in with every call.
///
/// A call takes one request and its reservation from its pool, and the reservation from its account's daily pool,
/// all or nothing. Settlement puts back what was not used, or takes more, into debt, when burndown exceeds it.
public final class Pools {

    private static final Comparator<PoolState> BY_KEY = Comparator.comparing(
            state -> state.key().account() + state.key().region() + state.key().profile());

    private final QuotaLimits limits;
    private final DailyPools daily;
    private final Map<PoolKey, PoolBuckets> pools = new LinkedHashMap<>();

    public Pools(QuotaLimits limits) {
        this.limits = limits;
        this.daily = new DailyPools(limits);
    }

    /// Asks to start a call that may use this many tokens.
    public synchronized PoolAdmission admit(PoolKey key, long tokens, Instant now) {
        PoolBuckets pool = poolAt(key, now);
        long day = epochDay(now);
        Optional<Shortage> shortage = pool.shortageFor(tokens)
                .or(() -> daily.lacks(key, tokens, day) ? Optional.of(Shortage.DAILY_TOKENS) : Optional.empty());
        if (shortage.isPresent()) {
            return new PoolAdmission.Refused(shortage.get());
        }
        pools.put(key, pool.started(tokens));
        daily.add(key, tokens, day);
        return new PoolAdmission.Admitted(new PoolReservation(key, tokens, day));
    }

    /// Ends a call with the tokens it used, burndown included.
    public synchronized void settle(PoolReservation reservation, long usedTokens, Instant now) {
        PoolKey key = reservation.key();
        pools.put(key, poolAt(key, now).settled(reservation.tokens(), usedTokens));
        daily.add(key, usedTokens - reservation.tokens(), reservation.epochDay());
    }

    /// Every pool used so far, in the order of account, Region and profile.
    public synchronized List<PoolState> states(Instant now) {
        pools.replaceAll((key, pool) -> pool.at(now.toEpochMilli()));
        return pools.entrySet().stream()
                .map(entry -> entry.getValue().state(entry.getKey()))
                .sorted(BY_KEY)
                .toList();
    }

    public synchronized List<DailyState> dailyStates() {
        return daily.states();
    }

    /// Fills every pool up again.
    public synchronized void clear() {
        pools.clear();
        daily.clear();
    }

    private PoolBuckets poolAt(PoolKey key, Instant now) {
        PoolBuckets pool = pools.get(key);
        return pool == null ? PoolBuckets.full(limits.quotaOf(key), now.toEpochMilli()) : pool.at(now.toEpochMilli());
    }

    private static long epochDay(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), Duration.ofDays(1).toSeconds());
    }
}
