package io.breakwater.router.runtime;

import io.breakwater.call.Pause;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A Lambda runtime whose answers stream: starts the application, takes part in SnapStart's protocol, then serves
/// invocations on as many virtual threads as Lambda asks for.
public final class StreamingRuntime {
    private final RuntimeSettings settings;
    private final Consumer<RuntimeEvent> events;
    private final Pause pause;

    /// @param events called with every failure, by several threads
    /// @param pause waits between two tries to reach the Runtime API
    public StreamingRuntime(RuntimeSettings settings, Consumer<RuntimeEvent> events, Pause pause) {
        this.settings = settings;
        this.events = events;
        this.pause = pause;
    }

    /// Runs until Lambda ends the environment. After an exception the process has nothing left to do and should
    /// exit.
    ///
    /// @param start builds the application; its failure is reported to Lambda as a failed initialization
    /// @throws IOException if the Runtime API stays out of reach
    /// @throws Exception what kept the application from starting or from being restored, after Lambda has been told
    public void run(Callable<RuntimeApplication> start) throws Exception {
        RuntimeApplication application = initialized(start);
        if (settings.snapStart()) {
            restore(application.warmUp());
        }
        serve(application.handler());
    }

    private RuntimeApplication initialized(Callable<RuntimeApplication> start) throws Exception {
        try {
            RuntimeApplication application = start.call();
            application.warmUp().exercise();
            if (!settings.snapStart()) {
                application.warmUp().connect();
            }
            return application;
        } catch (Throwable failure) {
            tell(failure, RuntimeApi::initFailed);
            throw failure;
        }
    }

    /// The snapshot is taken while the first call waits, so no connection from before it is used after it.
    private void restore(WarmUp warmUp) throws Exception {
        try {
            try (RuntimeApi api = new RuntimeApi(settings)) {
                api.awaitRestore();
            }
            warmUp.connect();
        } catch (Throwable failure) {
            tell(failure, RuntimeApi::restoreFailed);
            throw failure;
        }
    }

    private void tell(Throwable failure, FailureReport report) {
        try (RuntimeApi api = new RuntimeApi(settings)) {
            RuntimeReply reply = report.send(api, ErrorReport.of(failure));
            if (!reply.accepted()) {
                failure.addSuppressed(new IOException("the failure report was refused: " + reply.summary()));
            }
        } catch (IOException unreported) {
            failure.addSuppressed(unreported);
        }
    }

    /// Runs the pollers. They are daemon threads: when one fails for good, the others end with the
    /// process.
    private void serve(StreamingHandler handler) throws Exception {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        CompletionService<@Nullable Void> pollers = new ExecutorCompletionService<>(threads);
        for (int i = 0; i < settings.pollers(); i++) {
            pollers.submit(new Poller(new RuntimeApi(settings), handler, events, pause));
        }
        try {
            for (int i = 0; i < settings.pollers(); i++) {
                pollers.take().get();
            }
        } catch (ExecutionException e) {
            throw asException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static Exception asException(@Nullable Throwable cause) {
        return switch (cause) {
            case Error error -> throw error;
            case Exception exception -> exception;
            case null, default -> new IllegalStateException("a poller ended without a reason", cause);
        };
    }

    /// Where a failure is sent.
    private interface FailureReport {
        RuntimeReply send(RuntimeApi api, ErrorReport report) throws IOException;
    }
}
