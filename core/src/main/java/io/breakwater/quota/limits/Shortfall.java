package io.breakwater.quota.limits;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How much of a limit a request lacked, in the limit's unit; all 0 if the limit comes back with time
/// alone.
///
/// @param asked the amount that the request takes
/// @param left the amount that is neither used nor held
/// @param held the amount that running requests hold; they give back the part that they do not use
public record Shortfall(long asked, long left, long held) {
    static final Shortfall OF_TIME = new Shortfall(0, 0, 0);
    /// A retry when the retry budget is used up.
    static final Shortfall OF_RETRIES = new Shortfall(1, 0, 0);

    /// Whether only running requests are in the way.
    public boolean onlyHeld() {
        return asked <= left + held;
    }

    /// Whether a target's retry budget is used up, and not its quota.
    public boolean ofRetries() {
        return equals(OF_RETRIES);
    }

    /// How long until running requests give enough back, if they end evenly over the time that one
    /// takes: `hold x missing / held`.
    long waitNanos(long holdNanos) {
        return (long) Math.ceil((double) holdNanos * (asked - left) / held);
    }

    /// Spreads an estimated wait at random, so that requests refused at the same time do not all come
    /// back together: from the estimate up to the time when all holds should be back, or half of the
    /// estimate later if that is more. Other waits are unchanged.
    public Duration spread(Duration wait, RandomGenerator random) {
        if (asked <= left || !onlyHeld()) {
            return wait;
        }
        double untilAll = (double) wait.toNanos() * held / (asked - left);
        long range = Math.max((long) untilAll - wait.toNanos(), wait.toNanos() / 2);
        return wait.plusNanos(random.nextLong(range + 1));
    }
}
