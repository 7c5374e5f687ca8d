package io.breakwater.quota;

import io.breakwater.model.Limits;

/// The two per-minute buckets of a set of limits.
final class Buckets {
    /// Below this rate two writers hardly ever meet on an item, and the limit is kept to the request: no slack.
    private static final long SLACK_FROM_PER_MINUTE = 600;

    private static final long SLACK_NANOS = 1_000_000_000L;

    static Bucket requests(Limits limits) {
        return bucket(LimitName.REQUESTS_PER_MINUTE, Attributes.REQUEST_BUCKET, limits.requestsPerMinute(), limits);
    }

    static Bucket tokens(Limits limits) {
        return bucket(LimitName.TOKENS_PER_MINUTE, Attributes.TOKEN_BUCKET, limits.tokensPerMinute(), limits);
    }

    private static Bucket bucket(LimitName name, String attribute, long perMinute, Limits limits) {
        long burst = Math.max(Clocks.MINUTE_NANOS / 100 * limits.burstPercent(), atLeast(name, perMinute));
        return new Bucket(name, attribute, perMinute, burst, Math.min(burst, slack(limits)));
    }

    /// One request fits always: a tenth of five requests per minute must not mean none, ever.
    private static long atLeast(LimitName name, long perMinute) {
        return name == LimitName.REQUESTS_PER_MINUTE && perMinute > 0
                ? Math.ceilDiv(Clocks.MINUTE_NANOS, perMinute)
                : 0;
    }

    private static long slack(Limits limits) {
        long requests = limits.requestsPerMinute();
        return requests == 0 || requests >= SLACK_FROM_PER_MINUTE ? SLACK_NANOS : 0;
    }

    private Buckets() {}
}
