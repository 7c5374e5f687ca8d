package io.breakwater.bench.load;

import io.breakwater.bench.http.HttpConnection;
import io.breakwater.bench.load.StreamSample.Ending;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Streams that each start when they are due, regardless of earlier ones, and are timed from then on,
/// so that one that has to wait for its turn counts as slow.
public final class PacedStreams {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Pace> paces;
    private final Duration length;

    /// One caller.
    ///
    /// @param perSecond the number of streams that it starts
    public record Pace(Contender subject, double perSecond) {}

    public PacedStreams(List<Pace> paces, Duration length) {
        this.paces = paces;
        this.length = length;
    }

    /// Runs all of them at once; one that does not end well is counted.
    public StreamSample run() throws InterruptedException {
        long begun = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Ending>> endings = threads.invokeAll(due(begun));
            return StreamSample.of(
                    endings.stream().map(PacedStreams::ending).toList(), Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    /// Callers start one after the other, like independent callers.
    private List<Callable<Ending>> due(long begun) {
        List<Callable<Ending>> streams = new ArrayList<>();
        for (int caller = 0; caller < paces.size(); caller++) {
            Pace pace = paces.get(caller);
            OneStream stream = new OneStream(pace.subject());
            double shift = (double) caller / paces.size();
            for (int i = 0; i < pace.perSecond() * length.toMillis() / 1_000; i++) {
                long at = begun + (long) ((i + shift) / pace.perSecond() * 1e9);
                streams.add(() -> begin(stream, pace.subject(), at));
            }
        }
        return streams;
    }

    private static Ending begin(OneStream stream, Contender subject, long at) throws InterruptedException {
        Thread.sleep(Duration.ofNanos(Math.max(0, at - System.nanoTime())));
        try (HttpConnection connection = HttpConnection.open(subject.post().place(), PATIENCE)) {
            return stream.read(connection, at);
        } catch (IOException notConnected) {
            return new Ending.Broken(notConnected.toString());
        }
    }

    private static Ending ending(Future<Ending> done) {
        try {
            return done.get();
        } catch (InterruptedException | ExecutionException failed) {
            return new Ending.Broken(failed.toString());
        }
    }
}
