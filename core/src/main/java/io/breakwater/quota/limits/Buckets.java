package io.breakwater.quota.limits;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerTime;

/// The two per-minute buckets of a set of limits.
public final class Buckets {
    /// Below one request a second a few more would be a large part of the limit, and few are written: no slack.
    private static final long SLACK_FROM_PER_MINUTE = 60;

    /// A tenth of a minute: as long as the usual burst.
    private static final long SLACK_NANOS = LedgerTime.MINUTE_NANOS / 10;

    /// Burst and slack together: a target's burst is a minute, and more than that its quota may not have.
    private static final long MOST_NANOS = LedgerTime.MINUTE_NANOS + 1_000_000_000L;

    /// One request fits always: a tenth of five requests per minute must not mean none, ever. And as many fit as
    /// the burst has: each is rounded up to a nanosecond, so the burst is longer by those, though by less than one
    /// request more.
    public static Bucket requests(Limits limits) {
        long perMinute = limits.requestsPerMinute();
        long one = perMinute == 0 ? 0 : Math.ceilDiv(LedgerTime.MINUTE_NANOS, perMinute);
        long burst = burst(limits) + Math.min(perMinute, Math.max(0, one - 1));
        return bucket(
                LimitName.REQUESTS_PER_MINUTE, ItemAttributes.REQUEST_BUCKET, perMinute, Math.max(one, burst), limits);
    }

    public static Bucket tokens(Limits limits) {
        return bucket(
                LimitName.TOKENS_PER_MINUTE,
                ItemAttributes.TOKEN_BUCKET,
                limits.tokensPerMinute(),
                burst(limits),
                limits);
    }

    private static Bucket bucket(LimitName name, String attribute, long perMinute, long burst, Limits limits) {
        return new Bucket(name, attribute, perMinute, burst, Math.min(burst, slack(limits)));
    }

    private static long burst(Limits limits) {
        return LedgerTime.MINUTE_NANOS / 100 * limits.burstPercent();
    }

    private static long slack(Limits limits) {
        long requests = limits.requestsPerMinute();
        boolean some = requests == 0 || requests >= SLACK_FROM_PER_MINUTE;
        return some ? Math.min(SLACK_NANOS, MOST_NANOS - burst(limits)) : 0;
    }

    private Buckets() {}
}
