package io.breakwater.simulated.bedrock;

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
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `GET` and `DELETE /openai/v1/responses/{id}` and `POST …/cancel`: they call no model and count in no
/// quota. None runs in the background, so there is never one to cancel.
final class StoredResponseCalls {
    private static final Pattern PATH = Pattern.compile("/openai/v1/responses/([^/]+)(/cancel)?");

    private final Signatures signatures;
    private final SimulationState world;
    private final CallRights rights;
    private final InstantSource clock;

    StoredResponseCalls(SimulationSettings settings, SimulationState world, InstantSource clock) {
        this.signatures = new Signatures(settings.accounts().ids());
        this.world = world;
        this.rights = settings.rights();
        this.clock = clock;
    }

    static boolean answers(String path) {
        return PATH.matcher(path).matches();
    }

    void handle(HttpExchange exchange, HttpReply reply) throws IOException {
        reply.asVendor(false);
        Matcher path = PATH.matcher(exchange.getRequestURI().getRawPath());
        switch (signatures.caller(exchange.getRequestHeaders(), "bedrock", clock.instant())) {
            case Checked.No<SignedCaller>(SentError error) -> reply.error(error);
            case Checked.Ok<SignedCaller>(SignedCaller caller)
            when path.matches() ->
                answer(new Asked(caller, exchange.getRequestMethod(), path.group(1), path.group(2) != null), reply);
            case Checked.Ok<SignedCaller> _ -> reply.error(SentError.notFound("There is no such path."));
        }
    }

    private record Asked(SignedCaller caller, String method, String id, boolean cancels) {

        /// The IAM action for it ("Responses", Amazon Bedrock User Guide).
        String action() {
            return "bedrock:" + verb() + "Invoke";
        }

        String verb() {
            if (cancels) {
                return "Cancel";
            }
            return method.equals("DELETE") ? "Delete" : "Get";
        }
    }

    private void answer(Asked asked, HttpReply reply) throws IOException {
        Checked<ObjectNode> told = told(asked);
        switch (told) {
            case Checked.No<ObjectNode>(SentError error) -> {
                log(asked, reply.requestId(), Optional.of(error));
                reply.error(error);
            }
            case Checked.Ok<ObjectNode>(ObjectNode body) -> {
                log(asked, reply.requestId(), Optional.empty());
                reply.json(200, Json.bytes(body), Map.of());
            }
        }
    }

    private Checked<ObjectNode> told(Asked asked) {
        SignedCaller caller = asked.caller();
        String project = "arn:aws:bedrock:%s:%s:project/default".formatted(caller.region(), caller.account());
        if (!rights.allow(new CallRights.Asked(caller.account(), caller.region(), asked.action(), project))) {
            return Checked.no(SentError.accessDenied("User: " + caller.arn() + " is not authorized to perform: "
                    + asked.action() + " on resource: " + project));
        }
        Optional<ObjectNode> found = world.stored().find(caller, asked.id());
        if (found.isEmpty()) {
            return Checked.no(SentError.notFound("Response with id '" + asked.id() + "' not found."));
        }
        return switch (asked.verb()) {
            case "Cancel" -> Checked.no(SentError.validation("Cannot cancel a synchronous response."));
            case "Delete" -> {
                world.stored().delete(caller, asked.id());
                yield Checked.ok(Json.object()
                        .put("id", asked.id())
                        .put("object", "response")
                        .put("deleted", true));
            }
            default -> Checked.ok(found.get());
        };
    }

    private void log(Asked asked, String requestId, Optional<SentError> error) {
        world.log()
                .add(new LoggedInvocation(
                        clock.instant(),
                        requestId,
                        asked.verb() + "Response",
                        asked.caller(),
                        new LoggedInvocation.Target("", "", "", null),
                        error.map(SentError::status).orElse(200),
                        error.map(SentError::type).orElse(null),
                        new Usage(0, 0, 0, 0),
                        null,
                        Map.of()));
    }
}
