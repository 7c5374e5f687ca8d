package io.breakwater.router.runtime;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A running runtime loop against a fake API; its pauses are recorded and skipped.
final class RunningRuntime {
    /// A warm-up with nothing to do before the first invocation.
    static final WarmUp READY = new WarmUp() {
        @Override
        public void exercise() {}

        @Override
        public void connect() {}
    };

    final BlockingQueue<RuntimeEvent> events = new LinkedBlockingQueue<>();
    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    static RunningRuntime of(FakeRuntimeApi api, StreamingHandler handler) {
        return of(api.settings(false, 1), () -> new RuntimeApplication(handler, READY));
    }

    static RunningRuntime of(RuntimeSettings settings, Callable<RuntimeApplication> start) {
        RunningRuntime running = new RunningRuntime();
        StreamingRuntime runtime = new StreamingRuntime(settings, running.events::add, running.pauses::add);
        Thread.ofVirtual().start(() -> running.run(runtime, start));
        return running;
    }

    private void run(StreamingRuntime runtime, Callable<RuntimeApplication> start) {
        try {
            runtime.run(start);
            ended.complete(null);
        } catch (Throwable failure) {
            ended.completeExceptionally(failure);
        }
    }

    void awaitEnd() throws Exception {
        ended.get(FakeRuntimeApi.LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    Throwable awaitFailure() throws Exception {
        return ended.handle((nothing, failure) -> failure).get(FakeRuntimeApi.LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    RuntimeEvent nextEvent() throws InterruptedException {
        return events.poll(FakeRuntimeApi.LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
