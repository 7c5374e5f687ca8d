package io.breakwater.load;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/// Serves requests with large bodies on threads that the system preempts when others wait. A virtual
/// thread keeps its processor until it blocks, and one that reads or signs megabytes of JSON does not:
/// as many of those as there are processors would delay every small call. The caller limits their
/// number.
public final class LargeBodies {
    /// A body below it is read and signed in less than a millisecond.
    public static final int LARGE_BYTES = 262_144;

    private final ThreadFactory threads =
            Thread.ofPlatform().daemon().name("large-body-", 0).factory();

    /// Serves a request whose body has this many bytes, and returns after it.
    ///
    /// @throws IOException as the serving itself
    public <T> T serve(long bytes, Serving<T> serving) throws IOException {
        return bytes < LARGE_BYTES ? serving.call() : elsewhere(serving);
    }

    /// The work for a request.
    public interface Serving<T> extends Callable<T> {
        @Override
        T call() throws IOException;
    }

    private <T> T elsewhere(Serving<T> serving) throws IOException {
        FutureTask<T> task = new FutureTask<>(serving);
        Thread thread = threads.newThread(task);
        thread.start();
        try {
            return result(task, thread);
        } catch (ExecutionException failed) {
            throw rethrown(failed.getCause());
        }
    }

    /// An interrupt of the waiting thread is passed on, and the other thread ends in its own way.
    private static <T> T result(FutureTask<T> task, Thread thread) throws ExecutionException {
        boolean stopped = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException _) {
                    stopped = true;
                    thread.interrupt();
                }
            }
        } finally {
            if (stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IOException rethrown(@Nullable Throwable cause) {
        return switch (cause) {
            case IOException broken -> broken;
            case RuntimeException defect -> throw defect;
            case Error error -> throw error;
            case null, default -> new IOException("a request with a large body was not served", cause);
        };
    }
}
