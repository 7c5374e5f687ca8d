package io.breakwater.router.runtime;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/// One invocation from the handler's first line to Lambda's acknowledgement. Lambda or the operator is
/// told of every failure.
final class InvocationExchange {
    private final RuntimeApi api;
    private final StreamingHandler handler;
    private final Consumer<RuntimeEvent> events;

    InvocationExchange(RuntimeApi api, StreamingHandler handler, Consumer<RuntimeEvent> events) {
        this.api = api;
        this.handler = handler;
        this.events = events;
    }

    void serve(Invocation invocation) throws IOException {
        String id = invocation.requestId();
        InvocationResponse response = new InvocationResponse(api, id);
        Optional<Throwable> failure = handle(invocation, response);
        failure.ifPresent(cause -> events.accept(new RuntimeEvent.HandlerFailed(id, cause)));
        settle(id, response, failure.map(ErrorReport::of));
        rethrowFatal(failure);
    }

    /// Everything is caught: what the handler throws belongs to Lambda's answer, not to the loop.
    private Optional<Throwable> handle(Invocation invocation, InvocationResponse response) {
        try {
            handler.handle(invocation, response);
            return Optional.empty();
        } catch (Throwable failure) {
            return Optional.of(failure);
        } finally {
            // an interrupt meant for this invocation must not close the socket of the next one
            Thread.interrupted();
        }
    }

    private void settle(String id, InvocationResponse response, Optional<ErrorReport> failure) throws IOException {
        try {
            Optional<RuntimeReply> reply = response.end(failure);
            if (reply.isPresent()) {
                check(id, reply.get());
            } else {
                report(id, failure.orElseGet(ErrorReport::noAnswer));
            }
        } catch (IOException broken) {
            events.accept(new RuntimeEvent.ResponseBroken(id, broken));
            api.close();
            report(id, failure.orElseGet(() -> ErrorReport.of(broken)));
        }
    }

    /// Tried twice: the connection may have died while the handler worked, and a second report does no harm.
    private void report(String id, ErrorReport failure) throws IOException {
        try {
            check(id, api.invocationFailed(id, failure));
        } catch (IOException stale) {
            api.close();
            reportOnFreshConnection(id, failure);
        }
    }

    private void reportOnFreshConnection(String id, ErrorReport failure) throws IOException {
        try {
            check(id, api.invocationFailed(id, failure));
        } catch (IOException lost) {
            events.accept(new RuntimeEvent.ReportLost(id, lost));
            api.close();
        }
    }

    private void check(String id, RuntimeReply reply) {
        if (!reply.accepted()) {
            events.accept(new RuntimeEvent.ReportRefused(id, reply.summary()));
        }
    }

    /// After running out of memory nothing in this process can be trusted; Lambda starts another.
    private static void rethrowFatal(Optional<Throwable> failure) {
        if (failure.orElse(null) instanceof OutOfMemoryError fatal) {
            throw fatal;
        }
    }
}
