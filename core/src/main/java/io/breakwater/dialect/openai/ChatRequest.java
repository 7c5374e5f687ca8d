package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Findings;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.NameResolver;
import io.breakwater.dialect.Responder;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.dialect.body.TranslatedBodies;
import io.breakwater.dialect.json.JsonField;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Translates a chat completion request to a Converse body. The request is not modified.
final class ChatRequest {
    private static final long MOST_TOKENS = 10_000_000;
    private static final int MOST_STOPS = 4;

    private final Findings findings = new Findings();
    private final JsonField body;
    private final ObjectNode converse = JsonNodeFactory.instance.objectNode();

    private final List<String> unheededBefore;

    ChatRequest(ObjectNode json) {
        this(json, List.of());
    }

    /// @param unheededBefore options that were dropped when this request was made from another one, by
    /// their names in answers
    ChatRequest(ObjectNode json, List<String> unheededBefore) {
        this.body = JsonField.root(json, findings);
        this.unheededBefore = unheededBefore;
    }

    /// The translation, if no fault was found.
    ///
    /// @param maxTokens the client's bound, with room for the thinking that it asks for
    record Translated(ModelBodies bodies, OptionalLong maxTokens) {}

    Decoded decode(NameResolver names) {
        ChatOptions.check(body);
        String model = body.at("model").requiredText();
        Translated translated = translate();
        boolean stream = body.at("stream").flag(false);
        Responder responder = responder(body, stream);
        return findings.first()
                .<Decoded>map(Decoded.Refused::new)
                .orElseGet(() -> names.alias(model)
                        .<Decoded>map(alias -> new Decoded.Call(
                                new ModelCall(alias, stream, translated.bodies(), translated.maxTokens())
                                        .sessionOf(body.node()),
                                responder))
                        .orElseGet(() -> new Decoded.Refused(names.unknown(model))));
    }

    /// The same for models that are called by Converse, beside models that are not; if there is a
    /// fault, the reason why they cannot be asked.
    Translated forConverse() {
        ChatOptions.check(body);
        Translated translated = translate();
        return findings.first()
                .map(refusal -> new Translated(_ -> refusal.notSpoken(refusal.message()), translated.maxTokens()))
                .orElse(translated);
    }

    private Translated translate() {
        Conversation conversation = new Conversation(body.at("messages"));
        conversation.writeTo(converse);
        writeInference();
        if ("flex".equals(body.at("service_tier").node().textValue())) {
            converse.putObject("serviceTier").put("type", "flex");
        }
        new ToolOffer(body, conversation.hasToolBlocks()).writeTo(converse);
        CacheMarks.writeImplicit(body.at("prompt_cache_options"), converse);
        JsonBodies.writeFormat(body, converse);
        ReasoningOptions reasoning = new ReasoningOptions(body);
        reasoning.writeTo(converse);
        OptionalLong maxTokens = reasoning.bound(maxTokens(body));
        List<String> unheeded = Stream.concat(
                        ChatOptions.unheeded(body, conversation.wantsLessDetail()).stream(), unheededBefore.stream())
                .toList();
        boolean singleCall = !body.at("parallel_tool_calls").flag(true);
        if (findings.first().isPresent()) {
            return new Translated(_ -> new BodyChoice.NotSpoken("the request is refused"), maxTokens);
        }
        ObjectNode beside = ChatOptions.beside(body);
        ModelBodies bodies = JsonBodies.areWanted(body)
                ? JsonBodies.of(converse, singleCall, unheeded, beside)
                : JsonBodies.ofText(converse, singleCall, unheeded, beside);
        return new Translated(TranslatedBodies.of(bodies), maxTokens);
    }

    /// The larger value of the old and the new name, as a client that sends both accepts the larger.
    static OptionalLong maxTokens(JsonField body) {
        OptionalLong older = body.at("max_tokens").whole(1, MOST_TOKENS);
        OptionalLong newer = body.at("max_completion_tokens").whole(1, MOST_TOKENS);
        return older.isPresent() && newer.isPresent()
                ? OptionalLong.of(Math.max(older.getAsLong(), newer.getAsLong()))
                : older.isPresent() ? older : newer;
    }

    /// Writes the settings of inference. OpenAI's temperature goes to 2 and Bedrock's to 1; scaling or
    /// clamping would change the request.
    private void writeInference() {
        ObjectNode inference = JsonNodeFactory.instance.objectNode();
        body.at("temperature").number(0, 2).ifPresent(value -> inference.put("temperature", value));
        body.at("top_p").number(0, 1).ifPresent(value -> inference.put("topP", value));
        List<JsonField> stops = stops();
        if (!stops.isEmpty()) {
            ArrayNode sequences = inference.putArray("stopSequences");
            stops.forEach(stop -> sequences.add(stop.requiredFilledText()));
        }
        if (inference.path("temperature").decimalValue().compareTo(BigDecimal.ONE) > 0) {
            body.at("temperature").refuse("is above 1, Bedrock's maximum; send 0 to 1");
        }
        if (!inference.isEmpty()) {
            converse.set("inferenceConfig", inference);
        }
    }

    private List<JsonField> stops() {
        JsonField stop = body.at("stop");
        if (stop.node().isTextual()) {
            return List.of(stop);
        }
        if (stop.items().size() > MOST_STOPS) {
            stop.refuse(
                    "must be a string or up to 4 strings, got " + stop.items().size());
        }
        return stop.items();
    }

    static Responder responder(JsonField body, boolean stream) {
        boolean asJson = JsonBodies.areWanted(body);
        boolean singleCall = !body.at("parallel_tool_calls").flag(true);
        JsonField options = body.at("stream_options");
        if (!options.isObject()) {
            return new ChatResponder(false, asJson, singleCall);
        }
        if (!stream) {
            options.refuse("is only allowed when stream is true");
        }
        options.only(ChatOptions.STREAM_OPTIONS);
        options.at("include_obfuscation").flag(false);
        return new ChatResponder(options.at("include_usage").flag(false), asJson, singleCall);
    }
}
