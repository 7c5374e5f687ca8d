package io.breakwater.routing;

import io.breakwater.model.ModelId;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// How long whole answers take, learned for each model and output bound. A whole answer sends nothing
/// until it is complete, so only experience tells a long answer from a model that hangs.
///
/// The limit is twice the time within which 999 of 1,000 answers came, and at least a minute
/// ("Timeouts, retries, and backoff with jitter", Amazon Builders' Library: a limit from an accepted
/// share of false time-outs); there is none before thirty answers.
public final class WholeAnswers {
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final int ENOUGH = 30;

    private final Map<Kind, Durations> seen = new ConcurrentHashMap<>();

    /// @param size the bound on the output as a power of two
    private record Kind(ModelId model, int size) {
        static Kind of(ModelId model, long maxTokens) {
            return new Kind(model, Long.SIZE - Long.numberOfLeadingZeros(maxTokens));
        }
    }

    /// Learns from an answer that took so long.
    public void learn(ModelId model, long maxTokens, Duration took) {
        seen.computeIfAbsent(Kind.of(model, maxTokens), _ -> new Durations()).add(took);
    }

    /// How long to wait for such an answer; empty while too little is known.
    public Optional<Duration> limit(ModelId model, long maxTokens) {
        Durations durations = seen.get(Kind.of(model, maxTokens));
        return durations == null ? Optional.empty() : durations.limit();
    }

    /// Counts durations in buckets of an eighth of a power of two, in milliseconds: at most an eighth
    /// off, in little memory.
    private static final class Durations {
        private static final int STEPS_PER_DOUBLING = 8;
        private static final int BUCKETS = 32 * STEPS_PER_DOUBLING;

        private final long[] counts = new long[BUCKETS];
        private long total;

        synchronized void add(Duration took) {
            counts[bucket(Math.max(1, took.toMillis()))]++;
            total++;
        }

        synchronized Optional<Duration> limit() {
            if (total < ENOUGH) {
                return Optional.empty();
            }
            Duration twice = Duration.ofMillis(2 * longestOf999In1000());
            return Optional.of(Collections.max(List.of(twice, LEAST)));
        }

        private long longestOf999In1000() {
            long above = total / 1_000;
            int bucket = BUCKETS - 1;
            while ((above -= counts[bucket]) >= 0) {
                bucket--;
            }
            return upperMillis(bucket);
        }

        private static int bucket(long millis) {
            int doubling = Math.min(Long.SIZE - 1 - Long.numberOfLeadingZeros(millis), 31);
            long rest = millis - (1L << doubling);
            return doubling * STEPS_PER_DOUBLING + (int) Math.min(7, (rest * STEPS_PER_DOUBLING) >> doubling);
        }

        private static long upperMillis(int bucket) {
            int doubling = bucket / STEPS_PER_DOUBLING;
            return (1L << doubling) + ((bucket % STEPS_PER_DOUBLING + 1L) << doubling) / STEPS_PER_DOUBLING;
        }
    }
}
