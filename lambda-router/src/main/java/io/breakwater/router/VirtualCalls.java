package io.breakwater.router;

import io.breakwater.call.ParallelCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// Makes the calls of one request on virtual threads, with a limit on parallel calls, so that one
/// request does not use up an account's minute. When the request is told to stop, its calls are told,
/// too, and calls that have not begun are dropped.
final class VirtualCalls implements ParallelCalls {
    static final int MOST = 16;

    @Override
    public <T, R> List<R> map(List<T> each, Call<T, R> call) throws InterruptedException {
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                return results(begun(each, call, workers));
            } catch (InterruptedException | RuntimeException | Error end) {
                workers.shutdownNow();
                throw end;
            }
        }
    }

    private static <T, R> List<Future<R>> begun(List<T> each, Call<T, R> call, ExecutorService workers)
            throws InterruptedException {
        Semaphore room = new Semaphore(MOST);
        List<Future<R>> running = new ArrayList<>();
        for (T one : each) {
            room.acquire();
            running.add(workers.submit(() -> {
                try {
                    return call.of(one);
                } finally {
                    room.release();
                }
            }));
        }
        return running;
    }

    private static <R> List<R> results(List<Future<R>> running) throws InterruptedException {
        List<R> results = new ArrayList<>();
        for (Future<R> one : running) {
            try {
                results.add(one.get());
            } catch (ExecutionException failed) {
                throw unwrapped(failed);
            }
        }
        return results;
    }

    /// The cause of a failed call; a call that was interrupted interrupts the thread that waits for it.
    private static RuntimeException unwrapped(ExecutionException failed) throws InterruptedException {
        if (failed.getCause() instanceof InterruptedException told) {
            throw told;
        }
        if (failed.getCause() instanceof Error defect) {
            throw defect;
        }
        return failed.getCause() instanceof RuntimeException defect
                ? defect
                : new IllegalStateException("a call ended in a way that none may", failed);
    }
}
