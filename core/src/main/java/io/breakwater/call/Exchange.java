package io.breakwater.call;

import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Responder;
import io.breakwater.model.Tenant;
import io.breakwater.routing.RequestTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// One request and its waiting client.
///
/// @param responder writes what the client gets
/// @param begun when the gateway received the request
/// @param times when the client must have an answer
/// @param maxWait how long the request may wait for room, if the client says so
public record Exchange(
        String requestId,
        Tenant tenant,
        ModelCall call,
        Responder responder,
        Instant begun,
        RequestTimes times,
        Client client,
        Optional<Duration> maxWait) {

    /// The exchange of a client that leaves the wait for room to its plan.
    public Exchange(
            String requestId,
            Tenant tenant,
            ModelCall call,
            Responder responder,
            Instant begun,
            RequestTimes times,
            Client client) {
        this(requestId, tenant, call, responder, begun, times, client, Optional.empty());
    }

    /// A generator whose seed is the request's id.
    RandomGenerator chance() {
        return new SplittableRandom(requestId.hashCode());
    }
}
