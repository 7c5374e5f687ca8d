package io.breakwater.bench.load;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The results of streams that were opened at the same moment.
///
/// @param firstPiece from the request to the first piece, of the complete ones
/// @param whole from the request to the end, of the complete ones
/// @param took from the first request to the last end
/// @param firstFailure why one of the others is not complete
public record StreamSample(
        int opened, Latencies firstPiece, Latencies whole, Duration took, Optional<String> firstFailure) {

    /// One stream: its times in nanoseconds, or why it is not complete.
    sealed interface Ending {
        record Complete(long firstPieceNanos, long wholeNanos) implements Ending {}

        record Broken(String why) implements Ending {}
    }

    static StreamSample of(List<Ending> endings, Duration took) {
        List<Ending.Complete> complete = endings.stream()
                .filter(Ending.Complete.class::isInstance)
                .map(Ending.Complete.class::cast)
                .toList();
        return new StreamSample(
                endings.size(),
                Latencies.ofNanos(complete.stream()
                        .mapToLong(Ending.Complete::firstPieceNanos)
                        .toArray()),
                Latencies.ofNanos(
                        complete.stream().mapToLong(Ending.Complete::wholeNanos).toArray()),
                took,
                endings.stream()
                        .filter(Ending.Broken.class::isInstance)
                        .map(ending -> ((Ending.Broken) ending).why())
                        .findFirst());
    }

    public int complete() {
        return whole.count();
    }
}
