package io.breakwater.model;

/// The limits of a ledger item; 0 means unlimited.
///
/// @param requestsPerMinute requests admitted per minute in the long run
/// @param tokensPerMinute tokens admitted per minute in the long run, input and output together
/// @param tokensPerDay tokens per UTC day
/// @param nanoUsdPerMonth nano-USD per UTC month, whole micro-USD, the unit that ledgers store
/// @param concurrency requests in flight
/// @param burstPercent how much of a minute's limit may be used at once, 1 to 100
/// @param largestRequestTokens the most that one request may reserve
public record Limits(
        long requestsPerMinute,
        long tokensPerMinute,
        long tokensPerDay,
        long nanoUsdPerMonth,
        long concurrency,
        int burstPercent,
        long largestRequestTokens) {
    public static final Limits UNLIMITED = new Limits(0, 0, 0, 0, 0, 100, 0);

    /// The largest limit that keeps the arithmetic in nanoseconds within a `long`.
    public static final long LARGEST = 1_000_000_000_000L;

    /// The largest limit on money: a million USD in nano-USD.
    public static final long LARGEST_NANO_USD = 1_000_000 * Usd.NANOS;

    /// @throws IllegalArgumentException if a limit is negative or above the largest, or the burst is not 1 to 100
    public Limits {
        requireLimit("requestsPerMinute", requestsPerMinute);
        requireLimit("tokensPerMinute", tokensPerMinute);
        requireLimit("tokensPerDay", tokensPerDay);
        requireLimit("nanoUsdPerMonth", nanoUsdPerMonth, LARGEST_NANO_USD);
        requireLimit("concurrency", concurrency);
        requireLimit("largestRequestTokens", largestRequestTokens);
        if (burstPercent < 1 || burstPercent > 100) {
            throw new IllegalArgumentException("burstPercent must be 1 to 100, got " + burstPercent);
        }
    }

    /// The limits of a target's ledger: its capacity, all of it usable at once, as Bedrock allows.
    public static Limits of(Capacity capacity) {
        return UNLIMITED
                .with(LimitName.REQUESTS_PER_MINUTE, capacity.requestsPerMinute())
                .with(LimitName.TOKENS_PER_MINUTE, capacity.tokensPerMinute());
    }

    /// The same with another share of a minute that may be used at once, 1 to 100 per cent.
    public Limits withBurst(int percent) {
        return new Limits(
                requestsPerMinute,
                tokensPerMinute,
                tokensPerDay,
                nanoUsdPerMonth,
                concurrency,
                percent,
                largestRequestTokens);
    }

    /// The same with another value for one limit: `Limits.UNLIMITED.with(LimitName.CONCURRENCY, 10)`
    /// has only that limit.
    public Limits with(LimitName limit, long value) {
        return new Limits(
                limit == LimitName.REQUESTS_PER_MINUTE ? value : requestsPerMinute,
                limit == LimitName.TOKENS_PER_MINUTE ? value : tokensPerMinute,
                limit == LimitName.TOKENS_PER_DAY ? value : tokensPerDay,
                limit == LimitName.USD_PER_MONTH ? value : nanoUsdPerMonth,
                limit == LimitName.CONCURRENCY ? value : concurrency,
                burstPercent,
                limit == LimitName.LARGEST_REQUEST ? value : largestRequestTokens);
    }

    /// One of `parts` equal shares, rounded down but never to 0, which would mean no limit. The most
    /// that one request may reserve is not divided.
    public Limits share(int parts) {
        return new Limits(
                share(requestsPerMinute, parts),
                share(tokensPerMinute, parts),
                share(tokensPerDay, parts),
                shareOfMoney(parts),
                share(concurrency, parts),
                burstPercent,
                largestRequestTokens);
    }

    private static long share(long limit, int parts) {
        return limit == 0 ? 0 : Math.max(1, limit / parts);
    }

    private long shareOfMoney(int parts) {
        return Usd.NANOS_IN_MICRO * share(nanoUsdPerMonth / Usd.NANOS_IN_MICRO, parts);
    }

    /// The most tokens that one request can reserve at all; [Long#MAX_VALUE] without any such limit.
    public long largestReservation() {
        return Math.min(largestOfMinute(), largestOfDay());
    }

    /// The same without the limit of the day.
    public long largestOfMinute() {
        return Math.min(orUnlimited(largestRequestTokens), orUnlimited(tokensPerMinute * burstPercent / 100));
    }

    /// The same by the limit of the day alone.
    public long largestOfDay() {
        return orUnlimited(tokensPerDay);
    }

    private static long orUnlimited(long limit) {
        return limit == 0 ? Long.MAX_VALUE : limit;
    }

    private static void requireLimit(String name, long value) {
        requireLimit(name, value, LARGEST);
    }

    private static void requireLimit(String name, long value, long largest) {
        if (value < 0 || value > largest) {
            throw new IllegalArgumentException(
                    "%s must be 0 (unlimited) to %d, got %d".formatted(name, largest, value));
        }
    }
}
