package io.breakwater.bench.load;

import io.breakwater.bench.http.HttpAnswer;
import io.breakwater.bench.http.HttpConnection;
import io.breakwater.bench.load.StreamSample.Ending;
import java.io.IOException;
import java.time.Duration;

/// Streams that are all open at once, each on a connection and a virtual thread of its own.
public final class ConcurrentStreams {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SHOWN_CHARS = 300;

    private final Subject subject;
    private final byte[] request;

    public ConcurrentStreams(Subject subject) {
        this.subject = subject;
        this.request = subject.post().bytes();
    }

    /// @throws IOException if a connection cannot be made; a stream that breaks is counted
    public StreamSample run(int streams) throws IOException, InterruptedException {
        var threads = Thread.ofVirtual().name("stream-", 0).factory();
        Crew.Done<Ending> done = Crew.run(streams, threads, this::stream);
        return StreamSample.of(done.results(), done.took());
    }

    private Ending stream(Crew crew) throws IOException, InterruptedException {
        try (HttpConnection connection = HttpConnection.open(subject.post().place(), PATIENCE)) {
            crew.begin();
            return read(connection);
        }
    }

    private Ending read(HttpConnection connection) {
        long begun = System.nanoTime();
        try {
            HttpAnswer answer = connection.exchange(request);
            return complete(answer)
                    ? new Ending.Complete(answer.firstByteNanos() - begun, System.nanoTime() - begun)
                    : new Ending.Broken("status " + answer.status() + ": " + answer.head(SHOWN_CHARS));
        } catch (IOException broken) {
            return new Ending.Broken(broken.toString());
        }
    }

    private boolean complete(HttpAnswer answer) {
        return answer.status() == 200 && answer.text().contains(subject.ending());
    }
}
