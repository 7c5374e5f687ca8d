package io.breakwater.call;

import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Responder;
import io.breakwater.model.Tenant;
import io.breakwater.routing.RequestTimes;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// One request and its waiting client.
///
/// @param responder writes what the client gets
/// @param begun when the gateway received it
/// @param times when the client must have an answer
public record Exchange(
        String requestId,
        Tenant tenant,
        ModelCall call,
        Responder responder,
        Instant begun,
        RequestTimes times,
        Client client) {

    /// A generator whose seed is the request's id.
    RandomGenerator chance() {
        return new SplittableRandom(requestId.hashCode());
    }
}
