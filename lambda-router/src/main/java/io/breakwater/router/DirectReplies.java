package io.breakwater.router;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.ReplyHeaders;
import io.breakwater.event.GatewayEvent;
import io.breakwater.event.Served;
import io.breakwater.model.Cause;
import io.breakwater.model.Tenant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The answers that the router gives by itself, without the gateway: JSON, and refusals in the caller's
/// dialect.
record DirectReplies(Dialects dialects, Consumer<GatewayEvent> events, InstantSource clock) {

    void json(IncomingRequest incoming, ObjectNode body) throws IOException {
        json(incoming, body, Map.of());
    }

    void json(IncomingRequest incoming, ObjectNode body, Map<String, String> headers) throws IOException {
        ApiReply reply = new ApiReply(
                200, ReplyHeaders.ofAnswer(incoming.id()), body.toString().getBytes(StandardCharsets.UTF_8));
        incoming.client().reply(incoming.asked(reply.with(headers)));
    }

    /// Refuses a tenant's request, and tells the log that it has ended.
    void refuse(IncomingRequest incoming, Tenant tenant, Refusal refusal) throws IOException {
        int status = send(incoming, refusal);
        Instant now = clock.instant();
        events.accept(new GatewayEvent.RequestEnded(
                incoming.id(),
                now,
                tenant.id(),
                Optional.empty(),
                status,
                refusal.label(),
                Optional.empty(),
                Optional.of(Cause.nobody(refusal.reason())),
                Served.nobody(0),
                Duration.between(incoming.begun(), now)));
    }

    /// @return the status that was sent
    int send(IncomingRequest incoming, Refusal refusal) throws IOException {
        ApiReply reply = dialects.of(incoming.request()).refuse(refusal, incoming.id());
        incoming.client().reply(incoming.asked(reply));
        return reply.status();
    }
}
