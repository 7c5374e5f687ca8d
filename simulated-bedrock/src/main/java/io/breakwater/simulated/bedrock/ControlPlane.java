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
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Bedrock's control plane for models and profiles: ListFoundationModels and ListInferenceProfiles,
/// whole lists of the caller's Region, GetFoundationModel and GetInferenceProfile ("Actions", Amazon
/// Bedrock API Reference). It knows the application profiles whose ARN is in the catalogue.
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
        return Stream.of(MODELS, PROFILES).anyMatch(list -> path.equals(list) || path.startsWith(list + "/"));
    }

    void handle(HttpExchange exchange, HttpReply reply) throws IOException {
        Checked<ObjectNode> answer = signatures
                .caller(exchange.getRequestHeaders(), "bedrock", clock.instant())
                .then(caller -> answer(caller, exchange));
        switch (answer) {
            case Checked.No<ObjectNode>(SentError error) -> reply.error(error);
            case Checked.Ok<ObjectNode>(ObjectNode body) -> reply.json(200, Json.bytes(body), Map.of());
        }
    }

    private Checked<ObjectNode> answer(SignedCaller caller, HttpExchange exchange) {
        String path = exchange.getRequestURI().getRawPath();
        return switch (path) {
            case MODELS -> Checked.ok(models(caller));
            case PROFILES -> Checked.ok(profiles(caller, exchange));
            default ->
                path.startsWith(MODELS) ? model(caller, named(path, MODELS)) : profile(caller, named(path, PROFILES));
        };
    }

    /// The id at the end of a path, which may be there as an ARN.
    private static String named(String path, String list) {
        String called = URLDecoder.decode(path.substring(list.length() + 1), StandardCharsets.UTF_8);
        return called.startsWith("arn:") ? called.substring(called.lastIndexOf('/') + 1) : called;
    }

    private Checked<ObjectNode> model(SignedCaller caller, String id) {
        ModelSpec model = catalogue.models().get(id);
        if (model == null) {
            return Checked.no(
                    SentError.notFound("Could not resolve the foundation model from the model identifier: " + id));
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        add(answer.putObject("modelDetails"), caller, id, model);
        return Checked.ok(answer);
    }

    private Checked<ObjectNode> profile(SignedCaller caller, String id) {
        return Stream.concat(systemProfiles(caller), applicationProfiles(caller))
                .filter(profile -> profile.path("inferenceProfileId").asText().equals(id))
                .findFirst()
                .map(Checked::ok)
                .orElseGet(() -> Checked.no(SentError.notFound("Inference Profile " + id + " was not found.")));
    }

    private ObjectNode models(SignedCaller caller) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode summaries = answer.putArray("modelSummaries");
        new TreeMap<>(catalogue.models()).forEach((id, model) -> add(summaries.addObject(), caller, id, model));
        return answer;
    }

    private static void add(ObjectNode summary, SignedCaller caller, String id, ModelSpec model) {
        summary.put("modelArn", modelArn(caller.region(), id)).put("modelId", id);
        ObjectNode lifecycle = summary.putObject("modelLifecycle");
        lifecycle.put("status", model.lifecycle().status().name());
        model.lifecycle().endOfLife().ifPresent(day -> lifecycle.put("endOfLifeTime", day + "T00:00:00Z"));
    }

    private ObjectNode profiles(SignedCaller caller, HttpExchange exchange) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode summaries = answer.putArray("inferenceProfileSummaries");
        String query = String.valueOf(exchange.getRequestURI().getRawQuery());
        (query.contains("type=APPLICATION") ? applicationProfiles(caller) : systemProfiles(caller))
                .forEach(summaries::add);
        return answer;
    }

    private Stream<ObjectNode> applicationProfiles(SignedCaller caller) {
        String here = "arn:aws:bedrock:" + caller.region() + ":" + caller.account() + ":application-inference-profile/";
        return new TreeMap<>(catalogue.applicationProfiles())
                .entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(here))
                        .map(entry -> profile(
                                entry.getKey().substring(here.length()),
                                entry.getValue().name(),
                                entry.getKey(),
                                "APPLICATION"));
    }

    private Stream<ObjectNode> systemProfiles(SignedCaller caller) {
        return new TreeMap<>(catalogue.profiles())
                .entrySet().stream()
                        .filter(entry -> entry.getValue().destinations().containsKey(caller.region()))
                        .map(entry -> systemProfile(caller, entry.getKey(), entry.getValue()));
    }

    private static ObjectNode systemProfile(SignedCaller caller, String id, ProfileSpec spec) {
        ObjectNode profile = profile(id, id, profileArn(caller, id), "SYSTEM_DEFINED");
        ArrayNode models = profile.putArray("models");
        spec.destinations()
                .getOrDefault(caller.region(), List.of())
                .forEach(region -> models.addObject().put("modelArn", modelArn(region, spec.modelId())));
        return profile;
    }

    private static ObjectNode profile(String id, String name, String arn, String type) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("inferenceProfileId", id)
                .put("inferenceProfileName", name)
                .put("inferenceProfileArn", arn)
                .put("status", "ACTIVE")
                .put("type", type);
    }

    private static String modelArn(String region, String id) {
        return "arn:aws:bedrock:" + region + "::foundation-model/" + id;
    }

    private static String profileArn(SignedCaller caller, String id) {
        return "arn:aws:bedrock:" + caller.region() + ":" + caller.account() + ":inference-profile/" + id;
    }
}
