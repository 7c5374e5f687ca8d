package io.breakwater.simulated.bedrock;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long an answer takes: time to the first token, then a constant number of tokens per second.
///
/// `tokensPerSecond` 0 means that tokens take no time. `jitter` 0.2 spreads every wait evenly by up to 20 %
/// either way.
public record Latency(Duration firstToken, long tokensPerSecond, double jitter) {

    /// No waiting at all, for benchmarks.
    public static final Latency NONE = new Latency(Duration.ZERO, 0, 0);

    /// 20 ms to the first token, then 1,000 tokens per second: quick to try out, and still a stream.
    public static final Latency FAST = new Latency(Duration.ofMillis(20), 1_000, 0);

    public Latency {
        if (firstToken.isNegative()) {
            throw new IllegalArgumentException("firstToken is " + firstToken + ": give 0 or a positive duration");
        }
        if (tokensPerSecond < 0) {
            throw new IllegalArgumentException("tokensPerSecond is " + tokensPerSecond + ": give 0 for no waiting");
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter is " + jitter + ": give a number from 0 to 1");
        }
    }

    Duration toFirstToken(RandomGenerator random) {
        return spread(firstToken, random);
    }

    Duration forTokens(long tokens, RandomGenerator random) {
        return tokensPerSecond == 0
                ? Duration.ZERO
                : spread(Duration.ofNanos(tokens * 1_000_000_000L / tokensPerSecond), random);
    }

    private Duration spread(Duration wait, RandomGenerator random) {
        if (jitter == 0 || wait.isZero()) {
            return wait;
        }
        return Duration.ofNanos(Math.round(wait.toNanos() * (1 + jitter * (2 * random.nextDouble() - 1))));
    }
}
