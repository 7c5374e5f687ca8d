package io.breakwater.bench.load;

import io.breakwater.bench.http.HttpAnswer;
import io.breakwater.bench.http.HttpConnection;
import java.io.IOException;
import java.time.Duration;

/// Load from a fixed number of connections, each of which sends its next request after the previous
/// answer.
public final class ClosedLoop {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int SHOWN_CHARS = 300;

    private final Contender subject;
    private final byte[] request;

    public ClosedLoop(Contender subject) {
        this.subject = subject;
        this.request = subject.post().bytes();
    }

    /// Every connection is open and has had one answer before the time begins.
    ///
    /// @throws IOException if a connection breaks, as such a round has no result
    public LoadSample run(int connections, Duration length) throws IOException, InterruptedException {
        var threads = Thread.ofPlatform().daemon().name("load-", 0).factory();
        LoadWorkers.Done<Recorder> done = LoadWorkers.run(connections, threads, workers -> loop(workers, length));
        return LoadSample.of(done.results(), done.took());
    }

    private Recorder loop(LoadWorkers workers, Duration length) throws IOException, InterruptedException {
        Recorder recorder = new Recorder();
        try (HttpConnection connection = HttpConnection.open(subject.post().place(), PATIENCE)) {
            connection.exchange(request);
            workers.begin();
            long now = System.nanoTime();
            long end = now + length.toNanos();
            while (now < end) {
                HttpAnswer answer = connection.exchange(request);
                long then = System.nanoTime();
                record(recorder, answer, then - now);
                now = then;
            }
        }
        return recorder;
    }

    private static void record(Recorder recorder, HttpAnswer answer, long took) {
        if (answer.status() == 200) {
            recorder.good(took);
        } else {
            recorder.failed("status " + answer.status() + ": " + answer.head(SHOWN_CHARS));
        }
    }
}
