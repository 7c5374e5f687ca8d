package io.breakwater.quota.limits;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How much of a limit a request lacked, in the limit's unit; all 0 where waiting alone brings it back.
///
/// @param asked what the request takes
/// @param left what is neither used nor held
/// @param held what running requests hold, and give back as far as they do not use it
public record Shortfall(long asked, long left, long held) {
    static final Shortfall OF_TIME = new Shortfall(0, 0, 0);
    /// One retry, of which none may fail any more for now.
    static final Shortfall OF_RETRIES = new Shortfall(1, 0, 0);

    /// Whether nothing but running requests is in the way.
    public boolean onlyHeld() {
        return asked <= left + held;
    }

    /// Whether a target's retries are what is used up, and not its quota.
    public boolean ofRetries() {
        return equals(OF_RETRIES);
    }

    /// How long until enough of what is held has come back, if running requests end evenly over the time that one
    /// takes: `hold x missing / held`.
    long waitNanos(long holdNanos) {
        return (long) Math.ceil((double) holdNanos * (asked - left) / held);
    }

    /// An estimated wait for one of many who are refused at once, so that they do not all come back together: some
    /// time from the estimate until all that is held has come back, and until half of the estimate later at least.
    /// Other waits stay as they are.
    public Duration spread(Duration wait, RandomGenerator random) {
        if (asked <= left || !onlyHeld()) {
            return wait;
        }
        double untilAll = (double) wait.toNanos() * held / (asked - left);
        long range = Math.max((long) untilAll - wait.toNanos(), wait.toNanos() / 2);
        return wait.plusNanos(random.nextLong(range + 1));
    }
}
