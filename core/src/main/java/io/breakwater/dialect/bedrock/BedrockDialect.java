package io.breakwater.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.AskedGuardrail;
import io.breakwater.dialect.BedrockHeaders;
import io.breakwater.dialect.BodyGate;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Dialect;
import io.breakwater.dialect.Findings;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.NameResolver;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Responder;
import io.breakwater.dialect.body.TranslatedBodies;
import io.breakwater.dialect.json.JsonField;
import io.breakwater.model.Alias;
import io.breakwater.surface.ApiOperation;
import io.breakwater.surface.ClientFamily;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/// `POST /model/{alias}/converse`, `/converse-stream`, `/invoke`, `/invoke-with-response-stream` and
/// `/count-tokens`: for AWS SDKs with only endpoint and key changed. A body is already in a format of
/// Bedrock's; content passes unchanged.
public final class BedrockDialect implements Dialect {
    private static final Set<ApiOperation> INVOKED = EnumSet.of(ApiOperation.INVOKE, ApiOperation.INVOKE_STREAM);
    private static final Set<ApiOperation> STREAMED =
            EnumSet.of(ApiOperation.CONVERSE_STREAM, ApiOperation.INVOKE_STREAM);
    private static final Set<ApiOperation> OWN = EnumSet.of(
            ApiOperation.CONVERSE,
            ApiOperation.CONVERSE_STREAM,
            ApiOperation.INVOKE,
            ApiOperation.INVOKE_STREAM,
            ApiOperation.COUNT_TOKENS);

    /// What AWS's SDKs call the model.
    public static final String MODEL_ID = "modelId";

    private static final String COUNTED_CONVERSE = "input.converse";
    private static final String COUNTED_INVOKED = "input.invokeModel.body";
    private static final Responder RESPONDER = new BedrockResponder();

    private final BodyGate gate;

    public BedrockDialect(BodyGate gate) {
        this.gate = gate;
    }

    @Override
    public ClientFamily clients() {
        return ClientFamily.BEDROCK;
    }

    @Override
    public Decoded decode(ApiRequest request, NameResolver names) {
        return ApiOperation.at(request.path())
                .filter(OWN::contains)
                .map(operation -> decode(operation, operation.variable(request.path()), request, names))
                .orElseGet(BedrockDialect::elsewhere);
    }

    private Decoded decode(ApiOperation operation, String model, ApiRequest request, NameResolver names) {
        if (operation == ApiOperation.COUNT_TOKENS) {
            return gate.read(request, body -> count(body.path("input"), model, names));
        }
        if (model.isEmpty()) {
            return elsewhere();
        }
        boolean stream = STREAMED.contains(operation);
        return INVOKED.contains(operation)
                ? new InvokeRequest(request, model, stream).decode(gate, names)
                : named(model, names, alias -> decode(request, alias, stream));
    }

    private static Decoded elsewhere() {
        return new Decoded.Refused(Refusal.routeNotFound(
                "there is no such path; use /model/{model}/converse or /model/{model}/converse-stream"));
    }

    /// A dry run of a request as AWS's SDKs have it: `modelId` beside the members of Converse, or
    /// beside `body`, that of InvokeModel; with `stream: true` of one whose answer is streamed.
    /// Headers mean what they mean to the call.
    ///
    /// @param json modified
    public static Decoded planned(ApiRequest request, ObjectNode json, NameResolver names) {
        JsonNode model = json.remove(MODEL_ID);
        if (!model.isTextual()) {
            return refused(MODEL_ID + " must be a string", MODEL_ID);
        }
        boolean stream = json.path("stream").asBoolean();
        json.remove("stream");
        return switch (json.path("body")) {
            case ObjectNode body -> new InvokeRequest(request, model.textValue(), stream).decode(body, names);
            case JsonNode body
            when body.isMissingNode() ->
                BedrockHeaders.heed(
                        request, false, () -> named(model.textValue(), names, alias -> decode(json, alias, stream)));
            case JsonNode _ -> refused("body must be an object: what InvokeModel takes", "body");
        };
    }

    private static Decoded named(String model, NameResolver names, Function<Alias, Decoded> decode) {
        return names.alias(model).map(decode).orElseGet(() -> new Decoded.Refused(names.unknown(model)));
    }

    private Decoded decode(ApiRequest request, Alias alias, boolean stream) {
        return BedrockHeaders.heed(request, false, () -> gate.read(request, body -> decode(body, alias, stream)));
    }

    private static Decoded decode(ObjectNode json, Alias alias, boolean stream) {
        json.removeIf(JsonNode::isNull);
        Findings findings = new Findings();
        ConverseRequest body = new ConverseRequest(JsonField.root(json, findings));
        body.check();
        OptionalLong maxTokens = body.takeMaxTokens();
        ConverseRequest.dropEmptyMetadata(json);
        Optional<AskedGuardrail> guardrail = body.takeGuardrail();
        return findings.first()
                .<Decoded>map(Decoded.Refused::new)
                .orElseGet(() -> new Decoded.Call(
                        new ModelCall(alias, stream, TranslatedBodies.ofConverse(json), maxTokens, guardrail),
                        RESPONDER));
    }

    /// "CountTokens", Amazon Bedrock API Reference: a Converse or InvokeModel request inside a member
    /// `input`, whose tokens are counted instead of answered.
    private Decoded count(JsonNode input, String model, NameResolver names) {
        if (input.path("converse") instanceof ObjectNode request) {
            return named(model, names, alias -> decode(request, alias, false));
        }
        JsonNode body = input.path("invokeModel").path("body");
        return body.isTextual()
                ? countInvoked(body.textValue(), model, names)
                : refused(
                        "one of %s (an object) and %s (base64) must be given"
                                .formatted(COUNTED_CONVERSE, COUNTED_INVOKED),
                        "input");
    }

    private Decoded countInvoked(String base64, String model, NameResolver names) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException wrong) {
            return refused(COUNTED_INVOKED + " must be base64", COUNTED_INVOKED);
        }
        Map<String, String> json = Map.of("content-type", "application/json");
        return gate.read(new ApiRequest("POST", "", json, bytes), body -> InvokeRequest.count(body, model, names));
    }

    private static Decoded refused(String why, String field) {
        return new Decoded.Refused(Refusal.invalidRequest(why, Optional.of(field)));
    }

    @Override
    public ApiReply refuse(Refusal refusal, String requestId) {
        return RESPONDER.refuse(refusal, requestId);
    }
}
