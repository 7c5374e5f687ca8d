package io.breakwater.bench.load;

import java.util.Collection;
import java.util.function.IntPredicate;

/// The results of requests that started at once.
///
/// @param served the number with 200
/// @param refused the number with 429 or 503
/// @param lost the number with any other answer, or none
/// @param slowestRefusalNanos the time of the slowest refusal
public record WaveSample(int served, int refused, int lost, long slowestRefusalNanos) {

    static WaveSample of(Collection<Wave.Ended> ended) {
        int served = count(ended, WaveSample::isServed);
        int refused = count(ended, WaveSample::isRefused);
        long slowest = ended.stream()
                .filter(one -> isRefused(one.status()))
                .mapToLong(Wave.Ended::nanos)
                .max()
                .orElse(0);
        return new WaveSample(served, refused, ended.size() - served - refused, slowest);
    }

    private static boolean isServed(int status) {
        return status == 200;
    }

    private static boolean isRefused(int status) {
        return status == 429 || status == 503;
    }

    private static int count(Collection<Wave.Ended> ended, IntPredicate statuses) {
        return Math.toIntExact(
                ended.stream().filter(one -> statuses.test(one.status())).count());
    }
}
