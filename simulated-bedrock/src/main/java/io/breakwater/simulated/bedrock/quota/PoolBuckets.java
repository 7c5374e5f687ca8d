package io.breakwater.simulated.bedrock.quota;

import java.util.Optional;

/// The two per-minute buckets of one pool, as a value.
record PoolBuckets(TokenBucket requests, TokenBucket tokens) {

    static PoolBuckets full(QuotaRule quota, long nowMillis) {
        return new PoolBuckets(
                TokenBucket.full(quota.requestsPerMinute(), nowMillis),
                TokenBucket.full(quota.tokensPerMinute(), nowMillis));
    }

    PoolBuckets at(long nowMillis) {
        return new PoolBuckets(requests.at(nowMillis), tokens.at(nowMillis));
    }

    Optional<Shortage> shortageFor(long wanted) {
        if (requests.perMinute() > 0 && !requests.has(1)) {
            return Optional.of(Shortage.REQUESTS);
        }
        boolean lacksTokens = tokens.perMinute() > 0 && !tokens.has(wanted);
        return lacksTokens ? Optional.of(Shortage.TOKENS) : Optional.empty();
    }

    PoolBuckets started(long reserved) {
        return new PoolBuckets(requests.less(1), tokens.less(reserved));
    }

    PoolBuckets settled(long reserved, long used) {
        return new PoolBuckets(requests, tokens.less(used - reserved));
    }

    PoolState state(PoolKey key) {
        return new PoolState(key, requests.perMinute(), requests.tokensLeft(), tokens.perMinute(), tokens.tokensLeft());
    }
}
