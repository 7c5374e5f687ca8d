package io.breakwater.simulated.bedrock;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.breakwater.load.LargeBodies;
import io.breakwater.simulated.bedrock.wire.HttpReply;
import io.breakwater.simulated.bedrock.wire.SentError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// The one entrance: Bedrock, its control plane, STS and the simulation's own API by path; and the
/// handler of unexpected errors.
final class SimulatedEndpoint implements HttpHandler {

    private static final int LARGEST_BODY_BYTES = 25_000_000;

    private final ModelCalls models;
    private final StoredResponseCalls stored;
    private final ControlPlane controlPlane;
    private final SecurityTokens tokens;
    private final SimulationControl control;
    private final RequestIds requestIds;
    private final LargeBodies large = new LargeBodies();
    private final Consumer<String> problems;

    /// Request ids that look like UUIDs and are the same for a seed and an order of calls.
    static final class RequestIds {
        private final long seed;
        private final AtomicLong count = new AtomicLong();

        RequestIds(long seed) {
            this.seed = seed;
        }

        String next() {
            long mixed = (seed + count.incrementAndGet()) * 0x9E3779B97F4A7C15L;
            return new UUID(mixed ^ (mixed >>> 29), mixed * 0xBF58476D1CE4E5B9L).toString();
        }
    }

    SimulatedEndpoint(
            ModelCalls models,
            StoredResponseCalls stored,
            ControlPlane controlPlane,
            SecurityTokens tokens,
            SimulationControl control,
            RequestIds requestIds,
            Consumer<String> problems) {
        this.models = models;
        this.stored = stored;
        this.controlPlane = controlPlane;
        this.tokens = tokens;
        this.control = control;
        this.requestIds = requestIds;
        this.problems = problems;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        large.serve(announcedBytes(exchange), () -> {
            serve(exchange);
            return true;
        });
    }

    private static long announcedBytes(HttpExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst("content-length");
        return length == null ? 0 : Long.parseLong(length);
    }

    private void serve(HttpExchange exchange) throws IOException {
        HttpReply reply = new HttpReply(exchange, requestIds.next());
        try {
            dispatch(exchange, reply);
        } catch (RuntimeException e) {
            problems.accept(report(exchange, e));
            answerInternalError(exchange, reply);
        }
    }

    private void dispatch(HttpExchange exchange, HttpReply reply) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY_BYTES + 1);
        if (body.length > LARGEST_BODY_BYTES) {
            reply.error(SentError.validation("The request body is larger than " + LARGEST_BODY_BYTES + " bytes."));
        } else if (StoredResponseCalls.answers(path)) {
            stored.handle(exchange, reply);
        } else if (CallPath.isUnknownOfVendors(path)) {
            reply.error(SentError.unknownPath());
        } else if (path.startsWith(CallPath.PREFIX) || CallPath.isVendors(path)) {
            models.handle(exchange, reply, body);
        } else if (ControlPlane.answers(path)) {
            controlPlane.handle(exchange, reply);
        } else if (path.startsWith(SimulationControl.PREFIX)) {
            control.handle(exchange, reply, body);
        } else if (path.equals("/")) {
            tokens.handle(exchange, reply, body);
        } else {
            reply.error(new SentError(404, "UnknownOperationException", "There is no such operation."));
        }
    }

    private static void answerInternalError(HttpExchange exchange, HttpReply reply) throws IOException {
        if (exchange.getResponseCode() != -1) {
            throw new ConnectionDropped("an answer that had begun failed");
        }
        reply.error(SentError.internal());
    }

    private static String report(HttpExchange exchange, RuntimeException e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace, true));
        return "The simulated Bedrock failed at " + exchange.getRequestMethod() + " "
                + exchange.getRequestURI().getRawPath() + ": " + trace;
    }
}
