package io.breakwater.router.runtime;

import io.breakwater.call.Pause;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One thread of the loop: fetches an invocation, serves it, fetches the next, until Lambda ends the
/// environment.
final class Poller implements Callable<@Nullable Void> {
    private final RuntimeApi api;
    private final InvocationExchange exchange;
    private final Consumer<RuntimeEvent> events;
    private final Pause pause;

    Poller(RuntimeApi api, StreamingHandler handler, Consumer<RuntimeEvent> events, Pause pause) {
        this.api = api;
        this.exchange = new InvocationExchange(api, handler, events);
        this.events = events;
        this.pause = pause;
    }

    /// @throws IOException if the Runtime API stays out of reach, or says that the environment is broken
    /// @throws InterruptedException if the loop is called off between two tries
    @Override
    public @Nullable Void call() throws IOException, InterruptedException {
        try (api) {
            NextAnswer answer = next();
            while (answer instanceof NextAnswer.Work work) {
                exchange.serve(work.invocation());
                answer = next();
            }
        }
        return null;
    }

    private NextAnswer next() throws IOException, InterruptedException {
        for (int failures = 1; ; failures++) {
            try {
                return api.next();
            } catch (IOException failure) {
                api.close();
                checkCalledOff(failure);
                pause.pause(waitAfter(failure, failures));
            }
        }
    }

    /// An interrupt closes the socket a virtual thread waits on: that is no failure of the API.
    private static void checkCalledOff(IOException failure) throws InterruptedException {
        if (Thread.interrupted()) {
            InterruptedException calledOff = new InterruptedException("the poller was called off");
            calledOff.initCause(failure);
            throw calledOff;
        }
    }

    private Duration waitAfter(IOException failure, int failures) throws IOException {
        if (failure instanceof ApiRefusedException refused && refused.isFinal()) {
            throw refused;
        }
        Duration wait = Backoff.DEFAULT
                .after(failures)
                .orElseThrow(() ->
                        new IOException("no invocation could be fetched in " + failures + " tries in a row", failure));
        events.accept(new RuntimeEvent.ApiUnreachable(failure, failures, wait));
        return wait;
    }
}
