package io.breakwater.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/// Workers that begin at the same moment, when all of them are prepared.
final class LoadWorkers {
    private final CountDownLatch preparing;
    private final CountDownLatch go = new CountDownLatch(1);

    private LoadWorkers(int size) {
        this.preparing = new CountDownLatch(size);
    }

    /// The results of all workers, and their time from the common start.
    record Done<T>(List<T> results, Duration took) {}

    /// A worker. It MUST call [#begin()] once it is prepared.
    interface Worker<T> {
        T work(LoadWorkers team) throws IOException, InterruptedException;
    }

    /// @throws IOException with the failure of the first worker that failed
    static <T> Done<T> run(int size, ThreadFactory factory, Worker<T> worker) throws IOException, InterruptedException {
        LoadWorkers team = new LoadWorkers(size);
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(factory)) {
            List<Future<T>> workers = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                workers.add(threads.submit(team.member(worker)));
            }
            team.preparing.await();
            long begun = System.nanoTime();
            team.go.countDown();
            List<T> results = results(workers);
            return new Done<>(results, Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private <T> Callable<T> member(Worker<T> worker) {
        return () -> {
            try {
                return worker.work(this);
            } finally {
                preparing.countDown();
            }
        };
    }

    /// Waits until all workers are prepared.
    void begin() throws InterruptedException {
        preparing.countDown();
        go.await();
    }

    private static <T> List<T> results(List<Future<T>> workers) throws IOException, InterruptedException {
        List<T> results = new ArrayList<>(workers.size());
        for (Future<T> worker : workers) {
            try {
                results.add(worker.get());
            } catch (ExecutionException failed) {
                throw new IOException(String.valueOf(failed.getCause()), failed.getCause());
            }
        }
        return results;
    }
}
