package io.breakwater.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.dialect.json.JsonLimits;
import io.breakwater.model.Features;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelId;
import io.breakwater.model.Profile;
import io.breakwater.settings.ConfigText;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// Requests, refusals and JSON for the tests of all dialects.
public final class Samples {
    public static final BodyGate GATE = new BodyGate(JsonLimits.DEFAULT);
    public static final Answered ANSWERED =
            new Answered("01J9Z", "claude-sonnet", Instant.parse("2026-11-22T10:00:00Z"));

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Samples() {}

    public static ApiRequest post(String path, String body) {
        return post(path, body.getBytes(StandardCharsets.UTF_8));
    }

    public static ApiRequest post(String path, byte[] body) {
        return new ApiRequest("POST", path, Map.of("content-type", "application/json"), body);
    }

    /// A request whose client also says the version of Anthropic's API.
    public static ApiRequest spoken(String path, byte[] body) {
        return new ApiRequest(
                "POST", path, Map.of("content-type", "application/json", "anthropic-version", "2023-06-01"), body);
    }

    public static ObjectNode json(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text);
        } catch (JsonProcessingException invalid) {
            throw new IllegalArgumentException("the test's own JSON is invalid", invalid);
        }
    }

    public static ObjectNode json(ApiReply reply) {
        return json(new String(reply.body(), StandardCharsets.UTF_8));
    }

    public static ModelCall call(Decoded decoded) {
        return switch (decoded) {
            case Decoded.Call(ModelCall call, var _) -> call;
            case Decoded.Refused(Refusal refusal) -> throw new AssertionError("refused: " + refusal);
        };
    }

    public static Responder responder(Decoded decoded) {
        return switch (decoded) {
            case Decoded.Call(var _, Responder responder) -> responder;
            case Decoded.Refused(Refusal refusal) -> throw new AssertionError("refused: " + refusal);
        };
    }

    /// A model with every feature that catalogues of earlier versions could state.
    public static final ModelCard ABLE = new ModelCard(
            new ModelId("anthropic.claude-sonnet-4-6"), "Claude", 200_000, 64_000, 5, Features.SAID_BEFORE);

    private static final Map<String, ModelCard> SHIPPED = catalogue();

    private static Map<String, ModelCard> catalogue() {
        Path file = Path.of(System.getProperty("breakwater.root"), "config/models.yaml");
        try {
            return switch (SettingsReader.readCatalogue(new ConfigText("models.yaml", Files.readString(file)))) {
                case Loaded.Valid(var profiles) ->
                    profiles.stream()
                            .map(Profile::model)
                            .collect(Collectors.toMap(model -> model.id().value(), model -> model, (one, _) -> one));
                case Loaded.Invalid(var problems) -> throw new AssertionError(problems);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A model of the shipped catalogue.
    public static ModelCard shipped(String model) {
        return Objects.requireNonNull(SHIPPED.get(model), model);
    }

    /// The body of the call for a model of today.
    public static ModelBody body(ModelCall call) {
        return switch (call.bodies().of(ABLE)) {
            case BodyChoice.Spoken(ModelBody body) -> body;
            case BodyChoice.NotSpoken(String why, var _) -> throw new AssertionError(why);
        };
    }

    public static ObjectNode json(ModelCall call) {
        return body(call).json();
    }

    public static Refusal refusal(Decoded decoded) {
        return switch (decoded) {
            case Decoded.Refused(Refusal refusal) -> refusal;
            case Decoded.Call(ModelCall call, var _) -> throw new AssertionError("accepted: " + call);
        };
    }

    public static ModelEvent event(String type, String payload) {
        return new ModelEvent(type, json(payload));
    }

    /// One refusal of every kind.
    public static List<Refusal> refusals() {
        Duration after = Duration.ofMillis(2_500);
        return List.of(
                Refusal.invalidRequest("messages must not be empty", Optional.of("messages")),
                Refusal.contextTooLong("about 250000 tokens do not fit 200000"),
                Refusal.unauthenticated("the API key is not valid"),
                Refusal.suspended("your access is suspended"),
                ModelNames.notFound("claude-sonet", List.of("claude-sonnet")),
                ModelNames.notForThisKey(),
                Refusal.responseNotFound("there is no such response", Optional.of("previous_response_id")),
                Refusal.routeNotFound("there is no such path"),
                Refusal.methodNotAllowed("use POST", "POST"),
                Refusal.bodyTooLarge("the body is too large"),
                Refusal.unsupportedMedia("send application/json"),
                Refusal.rateLimited("60 requests per minute are used up", "requestsPerMinute", after),
                Refusal.budgetSpent("100 USD per month are used up", "usdPerMonth", Duration.ofDays(3)),
                Refusal.noCapacity("every target is full", after),
                Refusal.upstreamThrottled("every target was throttled", after),
                Refusal.upstreamFailed("the model failed"),
                Refusal.upstreamRejected("the model refused the content"),
                Refusal.deadlineExceeded("no answer within 30 s"),
                Refusal.ledgerUnavailable("limits cannot be checked", after),
                Refusal.internal("the gateway failed"));
    }

    public static Refusal refusal(String kind) {
        return refusals().stream()
                .filter(refusal -> refusal.label().equals(kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no sample of " + kind));
    }
}
