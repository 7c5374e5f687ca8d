package io.breakwater.simulated.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.breakwater.simulated.bedrock.quota.Usage;
import io.breakwater.simulated.bedrock.wire.Checked;
import io.breakwater.simulated.bedrock.wire.HttpReply;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.SentError;
import io.breakwater.simulated.bedrock.wire.Signatures;
import io.breakwater.simulated.bedrock.wire.SignedCaller;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The Bedrock runtime: caller, route, admission, delivery; every call of a known caller ends in the log.
final class ModelCalls {

    private static final Usage NOTHING_USED = new Usage(0, 0, 0, 0);

    private final Signatures signatures;
    private final ModelRoutes routes;
    private final SimulationState world;
    private final InstantSource clock;
    private final CallAdmission callAdmission;
    private final TokenCounting counting;
    private final PacedDelivery delivery;
    private final CallRights rights;

    ModelCalls(SimulationSettings settings, SimulationState world, InstantSource clock, PacedDelivery delivery) {
        this.signatures = new Signatures(settings.accounts().ids());
        this.routes = new ModelRoutes(settings.catalogue());
        this.world = world;
        this.clock = clock;
        this.callAdmission = new CallAdmission(world);
        this.counting = new TokenCounting(callAdmission);
        this.delivery = delivery;
        this.rights = settings.rights();
    }

    void handle(HttpExchange exchange, HttpReply reply, byte[] body) throws IOException {
        String rawPath = exchange.getRequestURI().getRawPath();
        boolean vendors = CallPath.isVendors(rawPath);
        if (vendors) {
            reply.asVendor(CallPath.isMessages(rawPath));
        }
        Optional<CallPath> path = vendors ? ofVendors(rawPath, body) : CallPath.of(rawPath);
        if (path.isEmpty()) {
            reply.error(new SentError(404, "UnknownOperationException", "There is no such operation."));
            return;
        }
        Instant now = clock.instant();
        switch (signatures.caller(exchange.getRequestHeaders(), "bedrock", now)) {
            case Checked.No<SignedCaller>(SentError error) -> reply.error(error);
            case Checked.Ok<SignedCaller>(SignedCaller caller) ->
                known(
                        new SignedCall(
                                now,
                                reply.requestId(),
                                path.get(),
                                caller,
                                CallHeaders.of(exchange.getRequestHeaders())),
                        reply,
                        body);
        }
    }

    /// Empty if the body is not JSON, and so names no model.
    private static Optional<CallPath> ofVendors(String path, byte[] body) {
        return Optional.of(
                switch (Json.parse(body)) {
                    case Checked.No<JsonNode> _ -> CallPath.of(path, Json.object());
                    case Checked.Ok<JsonNode>(JsonNode request) -> CallPath.of(path, request);
                });
    }

    private void known(SignedCall signedCall, HttpReply reply, byte[] body) throws IOException {
        String calledAs = signedCall.path().calledAs();
        world.bodies().keep(signedCall.requestId(), body);
        if (signedCall.path().operation() == RuntimeOperation.COUNT_TOKENS) {
            count(signedCall, reply, body);
            return;
        }
        switch (resolve(signedCall)) {
            case Checked.No<ModelRoute>(SentError error) ->
                refuse(signedCall, new LoggedInvocation.Target(calledAs, calledAs, calledAs, null), error, reply);
            case Checked.Ok<ModelRoute>(ModelRoute route) -> routed(signedCall, route, reply, body);
        }
    }

    /// OpenAI's operations accept no application profile, as was observed; Anthropic's are assumed to
    /// be as strict.
    private Checked<ModelRoute> resolve(SignedCall signedCall) {
        String calledAs = signedCall.path().calledAs();
        return signedCall.path().operation().isVendors() && calledAs.contains("application-inference-profile")
                ? Checked.no(SentError.validation("The provided model identifier is invalid."))
                : routes.resolve(signedCall.caller(), calledAs);
    }

    /// CountTokens, by the model's own id: no profile serves it, and no quota counts it.
    private void count(SignedCall signedCall, HttpReply reply, byte[] body) throws IOException {
        SignedCaller caller = signedCall.caller();
        String calledAs = signedCall.path().calledAs();
        LoggedInvocation.Target target = new LoggedInvocation.Target(calledAs, calledAs, calledAs, null);
        Checked<ObjectNode> counted = routes.counted(caller, calledAs)
                .then(route -> denied(caller, RuntimeOperation.COUNT_TOKENS.action(), route.modelArn(caller.region()))
                        .map(Checked::<ModelRoute>no)
                        .orElseGet(() -> Checked.ok(route)))
                .then(route -> counting.counted(route, body));
        switch (counted) {
            case Checked.No<ObjectNode>(SentError error) -> refuse(signedCall, target, error, reply);
            case Checked.Ok<ObjectNode>(ObjectNode tokens) -> {
                log(signedCall, target, 200, null);
                reply.json(200, Json.bytes(tokens), Map.of());
            }
        }
    }

    private void routed(SignedCall signedCall, ModelRoute route, HttpReply reply, byte[] body) throws IOException {
        Optional<CalledGuardrail> guardrail = CalledGuardrail.of(signedCall, body);
        Optional<SentError> denied = denied(signedCall)
                .or(() -> guardrail.flatMap(applied -> applied.wrong(signedCall.caller())))
                .or(() -> guardrail.flatMap(
                        applied -> denied(signedCall.caller(), CalledGuardrail.ACTION, applied.arn())));
        if (denied.isPresent()) {
            refuse(signedCall, target(signedCall, route), denied.get(), reply);
            return;
        }
        switch (callAdmission.admit(signedCall, route, body)) {
            case Checked.No<AdmittedCall>(SentError error) ->
                refuse(signedCall, target(signedCall, route), error, reply);
            case Checked.Ok<AdmittedCall>(AdmittedCall admitted) ->
                delivery.deliver(
                        guardrail.map(applied -> applied.checked(admitted)).orElse(admitted), reply);
        }
    }

    private Optional<SentError> denied(SignedCall signedCall) {
        SignedCaller caller = signedCall.caller();
        return denied(
                caller,
                signedCall.path().operation().action(),
                signedCall.path().arn(caller));
    }

    private Optional<SentError> denied(SignedCaller caller, String action, String resource) {
        CallRights.Asked asked = new CallRights.Asked(caller.account(), caller.region(), action, resource);
        return rights.allow(asked)
                ? Optional.empty()
                : Optional.of(SentError.accessDenied("User: " + caller.arn() + " is not authorized to perform: "
                        + asked.action() + " on resource: " + asked.resource()
                        + " because no identity-based policy allows the " + asked.action() + " action"));
    }

    private void refuse(SignedCall signedCall, LoggedInvocation.Target target, SentError error, HttpReply reply)
            throws IOException {
        log(signedCall, target, error.status(), error.type());
        reply.error(error);
    }

    private void log(SignedCall signedCall, LoggedInvocation.Target target, int status, @Nullable String errorCode) {
        world.log()
                .add(new LoggedInvocation(
                        signedCall.at(),
                        signedCall.requestId(),
                        signedCall.path().operation().apiName(),
                        signedCall.caller(),
                        target,
                        status,
                        errorCode,
                        NOTHING_USED,
                        null,
                        Map.of()));
    }

    private static LoggedInvocation.Target target(SignedCall signedCall, ModelRoute route) {
        return new LoggedInvocation.Target(signedCall.path().calledAs(), route.modelId(), route.profile(), null);
    }
}
