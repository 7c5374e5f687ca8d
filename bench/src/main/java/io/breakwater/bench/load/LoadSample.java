package io.breakwater.bench.load;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.LongStream;

/// The measurements of a closed loop.
///
/// @param took from the first request to the end of the last
/// @param failures answers other than 200
/// @param firstFailure one of them
public record LoadSample(Latencies latencies, Duration took, long failures, Optional<String> firstFailure) {

    static LoadSample of(Collection<Recorder> recorders, Duration took) {
        long[] nanos = recorders.stream()
                .flatMapToLong(recorder -> LongStream.of(recorder.nanos()))
                .toArray();
        return new LoadSample(
                Latencies.ofNanos(nanos),
                took,
                recorders.stream().mapToLong(Recorder::failures).sum(),
                recorders.stream()
                        .flatMap(recorder -> recorder.firstFailure().stream())
                        .findFirst());
    }

    public double perSecond() {
        return latencies.count() * 1e9 / Math.max(1, took.toNanos());
    }
}
