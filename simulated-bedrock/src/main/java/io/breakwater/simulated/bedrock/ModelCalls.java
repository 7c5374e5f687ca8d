package io.breakwater.simulated.bedrock;

import com.sun.net.httpserver.HttpExchange;
import io.breakwater.simulated.bedrock.quota.Usage;
import io.breakwater.simulated.bedrock.wire.BedrockError;
import io.breakwater.simulated.bedrock.wire.Caller;
import io.breakwater.simulated.bedrock.wire.Checked;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.Reply;
import io.breakwater.simulated.bedrock.wire.Signatures;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// The Bedrock runtime: caller, route, admission, delivery; every call of a known caller ends in the log.
final class ModelCalls {

    private static final Usage NOTHING_USED = new Usage(0, 0, 0, 0);

    private final Signatures signatures;
    private final Routes routes;
    private final World world;
    private final InstantSource clock;
    private final Desk desk;
    private final TokenCounting counting;
    private final Delivery delivery;
    private final CallRights rights;

    ModelCalls(SimulationSettings settings, World world, InstantSource clock, Delivery delivery) {
        this.signatures = new Signatures(settings.accounts().ids());
        this.routes = new Routes(settings.catalogue());
        this.world = world;
        this.clock = clock;
        this.desk = new Desk(world);
        this.counting = new TokenCounting(desk);
        this.delivery = delivery;
        this.rights = settings.rights();
    }

    void handle(HttpExchange exchange, Reply reply, byte[] body) throws IOException {
        Optional<CallPath> path = CallPath.of(exchange.getRequestURI().getRawPath());
        if (path.isEmpty()) {
            reply.error(new BedrockError(404, "UnknownOperationException", "There is no such operation."));
            return;
        }
        Instant now = clock.instant();
        switch (signatures.caller(exchange.getRequestHeaders(), "bedrock", now)) {
            case Checked.No<Caller>(BedrockError error) -> reply.error(error);
            case Checked.Ok<Caller>(Caller caller) ->
                known(new Arrival(now, reply.requestId(), path.get(), caller, headerMetadata(exchange)), reply, body);
        }
    }

    private void known(Arrival arrival, Reply reply, byte[] body) throws IOException {
        String calledAs = arrival.path().calledAs();
        switch (routes.resolve(arrival.caller(), calledAs)) {
            case Checked.No<Route>(BedrockError error) ->
                refuse(arrival, new Invocation.Target(calledAs, calledAs, calledAs, null), error, reply);
            case Checked.Ok<Route>(Route route) -> routed(arrival, route, reply, body);
        }
    }

    private void routed(Arrival arrival, Route route, Reply reply, byte[] body) throws IOException {
        if (arrival.path().operation() == Operation.COUNT_TOKENS) {
            counting.answer(route, reply, body);
            return;
        }
        Optional<BedrockError> denied = denied(arrival);
        if (denied.isPresent()) {
            refuse(arrival, target(arrival, route), denied.get(), reply);
            return;
        }
        switch (desk.admit(arrival, route, body)) {
            case Checked.No<Job>(BedrockError error) -> refuse(arrival, target(arrival, route), error, reply);
            case Checked.Ok<Job>(Job job) -> delivery.deliver(job, reply);
        }
    }

    private Optional<BedrockError> denied(Arrival arrival) {
        Caller caller = arrival.caller();
        CallRights.Asked asked = new CallRights.Asked(
                caller.account(),
                caller.region(),
                arrival.path().operation().action(),
                arrival.path().arn(caller));
        return rights.allow(asked)
                ? Optional.empty()
                : Optional.of(BedrockError.accessDenied("User: " + caller.arn() + " is not authorized to perform: "
                        + asked.action() + " on resource: " + asked.resource()
                        + " because no identity-based policy allows the " + asked.action() + " action"));
    }

    private void refuse(Arrival arrival, Invocation.Target target, BedrockError error, Reply reply) throws IOException {
        world.log()
                .add(new Invocation(
                        arrival.at(),
                        arrival.requestId(),
                        arrival.path().operation().apiName(),
                        arrival.caller(),
                        target,
                        error.status(),
                        error.type(),
                        NOTHING_USED,
                        null,
                        Map.of()));
        reply.error(error);
    }

    private static Map<String, String> headerMetadata(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("X-Amzn-Bedrock-Request-Metadata");
        return header == null ? Map.of() : Json.strings(Json.leading(header));
    }

    private static Invocation.Target target(Arrival arrival, Route route) {
        return new Invocation.Target(arrival.path().calledAs(), route.modelId(), route.profile(), null);
    }
}
