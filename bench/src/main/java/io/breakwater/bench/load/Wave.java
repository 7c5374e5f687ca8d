package io.breakwater.bench.load;

import io.breakwater.bench.http.HttpConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Requests that all start at once, on a connection each. Like many clients, each sends its whole body
/// before it reads.
public final class Wave {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BROKEN = -1;

    private final Contender subject;
    private final int requests;

    public Wave(Contender subject, int requests) {
        this.subject = subject;
        this.requests = requests;
    }

    /// One request's end.
    ///
    /// @param status -1 if the connection broke before the answer
    record Ended(int status, long nanos) {}

    /// Returns when each of them has its answer.
    public WaveSample run() throws InterruptedException {
        byte[] request = subject.post().bytes();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long begun = System.nanoTime();
            List<Future<Ended>> running = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                running.add(threads.submit(() -> send(request, begun)));
            }
            List<Ended> ended = new ArrayList<>();
            for (Future<Ended> one : running) {
                ended.add(end(one));
            }
            return WaveSample.of(ended);
        }
    }

    private Ended send(byte[] request, long begun) {
        try (HttpConnection connection = HttpConnection.open(subject.post().place(), PATIENCE)) {
            int status = connection.exchange(request).status();
            return new Ended(status, System.nanoTime() - begun);
        } catch (IOException broken) {
            return new Ended(BROKEN, System.nanoTime() - begun);
        }
    }

    private static Ended end(Future<Ended> one) throws InterruptedException {
        try {
            return one.get();
        } catch (ExecutionException defect) {
            throw new IllegalStateException("a request of the wave failed in the client itself", defect);
        }
    }
}
