package io.breakwater.local.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.call.Attempted;
import io.breakwater.call.ModelRequest;
import io.breakwater.call.ModelStream;
import io.breakwater.call.ModelTransport;
import io.breakwater.call.Pause;
import io.breakwater.call.StoredCall;
import io.breakwater.call.Wakeup;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.routing.AccountSession;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TimeLimit;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The end of a run, for the parts that requests wait for. Once it has begun, calls end with an
/// outcome, so that each request is answered in its own dialect and settled: no new call is made,
/// streams break, and pauses end.
final class Stopping implements Pause {
    /// The outcome of a call that was broken off: it may be billed, and says nothing about the target's
    /// health.
    private static final Outcome BROKEN_OFF = new Outcome.TooSlow(TimeLimit.Owner.ENVIRONMENT);

    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final OpenCalls calls = new OpenCalls();

    /// Makes running calls end soon.
    void begin() {
        begun.complete(null);
        calls.breakOff();
    }

    private boolean hasBegun() {
        return begun.isDone();
    }

    /// Waits, but only until the end of the run begins.
    ///
    /// @throws InterruptedException if the waiting thread is told to stop
    @Override
    public void pause(Duration duration) throws InterruptedException {
        var _ = pause(duration, new Wakeup());
    }

    /// Waits until it is woken, but only until the end of the run begins.
    ///
    /// @throws InterruptedException if the waiting thread is told to stop
    @Override
    public boolean pause(Duration longest, Wakeup wakeup) throws InterruptedException {
        CompletableFuture<Void> over = new CompletableFuture<>();
        try {
            if (!wakeup.pauses(() -> over.complete(null))) {
                await(CompletableFuture.anyOf(begun, over), longest);
            }
            return !hasBegun();
        } finally {
            wakeup.goesOn();
            over.complete(null);
        }
    }

    private static void await(CompletableFuture<?> event, Duration longest) throws InterruptedException {
        try {
            event.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            // the whole time has passed
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a pause cannot fail", impossible);
        }
    }

    ModelTransport over(ModelTransport transport) {
        return new Calls(transport);
    }

    private final class Calls implements ModelTransport {
        private final ModelTransport transport;

        Calls(ModelTransport transport) {
            this.transport = transport;
        }

        /// A call that is broken off before its answer may be billed, like one that took too long.
        @Override
        public Attempted call(Target target, ModelRequest request, CallLimits limits) {
            if (hasBegun()) {
                return new Attempted.Failed(
                        new Outcome.NoCredentials("the gateway is stopping", Duration.ofSeconds(1)));
            }
            Attempted result = calls.interruptibly(() -> transport.call(target, request, limits));
            return switch (result) {
                case Attempted.Opened(ModelStream stream, Map<String, String> headers) ->
                    new Attempted.Opened(calls.track(new Stream(stream)), headers);
                case Attempted.Failed _ when hasBegun() -> new Attempted.Failed(BROKEN_OFF);
                case Attempted.Failed _, Attempted.Whole _ -> result;
            };
        }

        @Override
        public Attempted stored(Target target, TenantId tenant, StoredCall call, CallLimits limits) {
            return calls.interruptibly(() -> transport.stored(target, tenant, call, limits));
        }

        @Override
        public Attempted counted(RoutedTarget target, TenantId tenant, ObjectNode input, CallLimits limits) {
            return calls.interruptibly(() -> transport.counted(target, tenant, input, limits));
        }

        @Override
        public void renewCredentials(Target target, TenantId tenant) {
            transport.renewCredentials(target, tenant);
        }

        @Override
        public AccountSession session(Target target) {
            return transport.session(target);
        }
    }

    private final class Stream implements ModelStream {
        private final ModelStream stream;

        Stream(ModelStream stream) {
            this.stream = stream;
        }

        @Override
        public Piece next() {
            if (hasBegun()) {
                return new Piece.Broken(BROKEN_OFF);
            }
            Piece piece = stream.next();
            return piece instanceof Piece.Broken && hasBegun() ? new Piece.Broken(BROKEN_OFF) : piece;
        }

        @Override
        public void close() {
            calls.forget(this);
            stream.close();
        }
    }
}
