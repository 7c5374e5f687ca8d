package io.breakwater.bench.load;

import io.breakwater.bench.http.HttpConnection;
import io.breakwater.bench.load.StreamSample.Ending;
import java.io.IOException;
import java.time.Duration;

/// Streams that are all open at once, each on a connection and a virtual thread of its own.
public final class ConcurrentStreams {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Contender subject;
    private final OneStream stream;

    public ConcurrentStreams(Contender subject) {
        this.subject = subject;
        this.stream = new OneStream(subject);
    }

    /// @throws IOException if a connection cannot be made; a stream that breaks is counted
    public StreamSample run(int streams) throws IOException, InterruptedException {
        var threads = Thread.ofVirtual().name("stream-", 0).factory();
        LoadWorkers.Done<Ending> done = LoadWorkers.run(streams, threads, this::stream);
        return StreamSample.of(done.results(), done.took());
    }

    private Ending stream(LoadWorkers workers) throws IOException, InterruptedException {
        try (HttpConnection connection = HttpConnection.open(subject.post().place(), PATIENCE)) {
            workers.begin();
            return stream.read(connection, System.nanoTime());
        }
    }
}
