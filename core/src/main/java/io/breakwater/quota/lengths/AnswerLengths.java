package io.breakwater.quota.lengths;

import io.breakwater.quota.item.LedgerTime;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// How long the answers of a model to a tenant are, over the last 24 hours: all of today's, and the
/// part of yesterday's that falls into that time if they came evenly ("sliding window counter").
///
/// @param thousandths answers by bucket, each counted as up to a thousand
/// @param secondRunsToday answers of the UTC day that took a second run, or would have needed one
public record AnswerLengths(Map<Integer, Long> thousandths, long secondRunsToday) {
    /// Fewer answers say nothing yet.
    static final long ENOUGH = 30;

    /// How many of a thousand answers may be longer than the bound. Twice as many second runs would
    /// still pay; half is taken since lengths change.
    private static final long LONGER = 5;

    private static final long ONE = 1_000;

    public AnswerLengths {
        thousandths = Map.copyOf(thousandths);
    }

    /// The lengths of an item, together with counts that are not written to it yet.
    public static AnswerLengths of(LengthItem item, AnswerCounts pending, Instant now) {
        long day = item.dayOf(now);
        AnswerCounts today = item.of(day).plus(pending);
        Map<Integer, Long> thousandths = new TreeMap<>();
        today.byBucket().forEach((bucket, answers) -> thousandths.merge(bucket, answers * ONE, Long::sum));
        long left = ONE - Math.clamp(sinceMidnight(day, now) / (LedgerTime.DAY_NANOS / ONE), 0, ONE);
        item.of(day - 1).byBucket().forEach((bucket, answers) -> thousandths.merge(bucket, answers * left, Long::sum));
        return new AnswerLengths(thousandths, today.secondRuns());
    }

    private static long sinceMidnight(long day, Instant now) {
        return LedgerTime.nanos(now) - day * LedgerTime.DAY_NANOS;
    }

    /// How many answers the lengths come from.
    public long answers() {
        return counted() / ONE;
    }

    private long counted() {
        return thousandths.values().stream().mapToLong(Long::longValue).sum();
    }

    /// The bound that at most 5 of 1,000 answers would have reached, times `1 + 30 / answers`, since
    /// few answers say little about the longest ones; empty for fewer than 30 answers.
    public OptionalLong bound() {
        long answers = answers();
        if (answers < ENOUGH) {
            return OptionalLong.empty();
        }
        long quantile = quantile(counted() * LONGER / ONE);
        return OptionalLong.of(quantile + Math.ceilDiv(quantile * ENOUGH, answers));
    }

    /// @param mayBeLonger how many answers may be longer, fewer than all
    private long quantile(long mayBeLonger) {
        long longer = 0;
        int bucket = AnswerCounts.BUCKETS;
        while (longer <= mayBeLonger) {
            bucket--;
            longer += thousandths.getOrDefault(bucket, 0L);
        }
        return AnswerCounts.longest(bucket);
    }
}
