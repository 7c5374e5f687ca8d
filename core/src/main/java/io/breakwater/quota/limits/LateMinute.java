package io.breakwater.quota.limits;

import io.breakwater.quota.item.LedgerTime;
import java.math.BigInteger;

/// What a process has used of one limit per minute by itself, as far as it has not drained: a leaky
/// bucket that drains at the process's share of the limit and holds a minute of that share at most. So
/// however long an outage was, all processes together have a minute of the limit left in them.
///
/// @param perMinute the share, in the limit's unit; 0 for none
/// @param seen when the last of it was used, in nanoseconds as [LedgerTime] has them
/// @param empty when all of it will have drained, likewise
public record LateMinute(long perMinute, long seen, long empty) {

    /// @param amount what was used now, in the limit's unit
    public static LateMinute of(Bucket share, long amount, long now) {
        return filled(share.perMinute(), now, share.unlimited() ? 0 : share.ticks(amount));
    }

    private static LateMinute filled(long perMinute, long now, long nanos) {
        return new LateMinute(perMinute, now, now + Math.min(LedgerTime.MINUTE_NANOS, nanos));
    }

    /// Both, drained until the later of them. The later one's share holds for both, if it has one.
    public LateMinute plus(LateMinute more) {
        LateMinute later = more.seen >= seen ? more : this;
        long rate = later.perMinute > 0 ? later.perMinute : Math.max(perMinute, more.perMinute);
        return filled(rate, later.seen, nanos(rate, later.seen) + more.nanos(rate, later.seen));
    }

    /// How far what is left moves the theoretical arrival time of a bucket, rounded up.
    public long ticks(Bucket bucket, long now) {
        return nanos(bucket.perMinute(), now);
    }

    /// How long what is left takes to drain at this rate, a minute at most, although the limit may have
    /// been cut since; 0 without a limit.
    private long nanos(long rate, long now) {
        long left = Math.max(0, empty - now);
        if (left == 0 || rate == 0 || rate == perMinute) {
            return rate == 0 ? 0 : left;
        }
        BigInteger[] whole = BigInteger.valueOf(left)
                .multiply(BigInteger.valueOf(perMinute))
                .divideAndRemainder(BigInteger.valueOf(rate));
        return whole[0].add(BigInteger.valueOf(whole[1].signum()))
                .min(BigInteger.valueOf(LedgerTime.MINUTE_NANOS))
                .longValueExact();
    }
}
