package io.breakwater.simulated.bedrock;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.breakwater.simulated.bedrock.wire.Checked;
import io.breakwater.simulated.bedrock.wire.HttpReply;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.SentError;
import io.breakwater.simulated.bedrock.wire.Signatures;
import io.breakwater.simulated.bedrock.wire.SignedCaller;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What Bedrock's control plane says of models and profiles: ListFoundationModels and
/// ListInferenceProfiles, whole lists of the caller's Region ("Actions", Amazon Bedrock API
/// Reference). Of application profiles those are listed whose ARN the catalogue has.
final class ControlPlane {
    static final String MODELS = "/foundation-models";
    static final String PROFILES = "/inference-profiles";

    private final Signatures signatures;
    private final Catalogue catalogue;
    private final InstantSource clock;

    ControlPlane(SimulationSettings settings, InstantSource clock) {
        this.signatures = new Signatures(settings.accounts().ids());
        this.catalogue = settings.catalogue();
        this.clock = clock;
    }

    static boolean answers(String path) {
        return path.equals(MODELS) || path.equals(PROFILES);
    }

    void handle(HttpExchange exchange, HttpReply reply) throws IOException {
        boolean models = exchange.getRequestURI().getRawPath().equals(MODELS);
        switch (signatures.caller(exchange.getRequestHeaders(), "bedrock", clock.instant())) {
            case Checked.No<SignedCaller>(SentError error) -> reply.error(error);
            case Checked.Ok<SignedCaller>(SignedCaller caller) ->
                reply.json(200, Json.bytes(models ? models(caller) : profiles(caller, exchange)), Map.of());
        }
    }

    private ObjectNode models(SignedCaller caller) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode summaries = answer.putArray("modelSummaries");
        new TreeMap<>(catalogue.models()).forEach((id, model) -> {
            ObjectNode summary = summaries.addObject();
            summary.put("modelArn", modelArn(caller.region(), id)).put("modelId", id);
            ObjectNode lifecycle = summary.putObject("modelLifecycle");
            lifecycle.put("status", model.lifecycle().status().name());
            model.lifecycle().endOfLife().ifPresent(day -> lifecycle.put("endOfLifeTime", day + "T00:00:00Z"));
        });
        return answer;
    }

    private ObjectNode profiles(SignedCaller caller, HttpExchange exchange) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode summaries = answer.putArray("inferenceProfileSummaries");
        String query = String.valueOf(exchange.getRequestURI().getRawQuery());
        if (query.contains("type=APPLICATION")) {
            String here =
                    "arn:aws:bedrock:" + caller.region() + ":" + caller.account() + ":application-inference-profile/";
            new TreeMap<>(catalogue.applicationProfiles()).forEach((arn, profile) -> {
                if (arn.startsWith(here)) {
                    summaries
                            .addObject()
                            .put("inferenceProfileId", arn.substring(here.length()))
                            .put("inferenceProfileName", profile.name())
                            .put("inferenceProfileArn", arn)
                            .put("status", "ACTIVE")
                            .put("type", "APPLICATION");
                }
            });
        } else {
            new TreeMap<>(catalogue.profiles()).forEach((id, profile) -> add(summaries, caller, id, profile));
        }
        return answer;
    }

    private static void add(ArrayNode summaries, SignedCaller caller, String id, ProfileSpec profile) {
        List<String> destinations = profile.destinations().get(caller.region());
        if (destinations != null) {
            ObjectNode summary = summaries.addObject();
            summary.put("inferenceProfileId", id)
                    .put("inferenceProfileName", id)
                    .put("inferenceProfileArn", profileArn(caller, id))
                    .put("status", "ACTIVE")
                    .put("type", "SYSTEM_DEFINED");
            ArrayNode models = summary.putArray("models");
            destinations.forEach(region -> models.addObject().put("modelArn", modelArn(region, profile.modelId())));
        }
    }

    private static String modelArn(String region, String id) {
        return "arn:aws:bedrock:" + region + "::foundation-model/" + id;
    }

    private static String profileArn(SignedCaller caller, String id) {
        return "arn:aws:bedrock:" + caller.region() + ":" + caller.account() + ":inference-profile/" + id;
    }
}
