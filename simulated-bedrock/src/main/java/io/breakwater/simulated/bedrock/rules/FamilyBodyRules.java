package io.breakwater.simulated.bedrock.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.SentError;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What InvokeModel refuses in the bodies of Amazon Nova, Meta Llama and DeepSeek R1: members that their schemas do
/// not have, and a missing prompt. Sources: "Complete request schema", Amazon Nova User Guide; "Meta Llama models" and
/// "DeepSeek models", Amazon Bedrock User Guide.
public final class FamilyBodyRules {
    private static final String INFERENCE = "inferenceConfig";
    private static final Set<String> NOVA =
            Set.of("schemaVersion", "system", "messages", INFERENCE, "toolConfig", "amazon-bedrock-guardrailConfig");
    private static final Set<String> NOVAS_INFERENCE =
            Set.of("maxTokens", "max_new_tokens", "temperature", "topP", "topK", "stopSequences", "reasoningConfig");
    private static final Set<String> LLAMA = Set.of("prompt", "max_gen_len", "temperature", "top_p", "images");
    private static final Set<String> DEEPSEEK = Set.of("prompt", "max_tokens", "temperature", "top_p", "stop");

    private static final long LLAMAS_LONGEST = 2_048;

    private FamilyBodyRules() {}

    public static Optional<SentError> ofNova(JsonNode request) {
        return refused(Stream.of(
                extraneous("#", request, NOVA),
                extraneous("#/" + INFERENCE, request.path(INFERENCE), NOVAS_INFERENCE),
                request.path("schemaVersion").asText("messages-v1").equals("messages-v1")
                        ? Optional.<String>empty()
                        : Optional.of("#/schemaVersion: "
                                + request.path("schemaVersion").asText() + " is not a valid enum value")));
    }

    /// @param llama whether the body is Llama's, else DeepSeek R1's
    public static Optional<SentError> ofPrompt(JsonNode request, boolean llama, long maxOutputTokens) {
        String bound = llama ? "max_gen_len" : "max_tokens";
        long most = llama ? LLAMAS_LONGEST : maxOutputTokens;
        JsonNode asked = request.path(bound);
        boolean bounded =
                asked.isMissingNode() || (asked.isIntegralNumber() && asked.asLong() >= 1 && asked.asLong() <= most);
        return refused(Stream.of(
                extraneous("#", request, llama ? LLAMA : DEEPSEEK),
                request.path("prompt").isTextual()
                        ? Optional.<String>empty()
                        : Optional.of("#: required key [prompt] not found"),
                bounded
                        ? Optional.<String>empty()
                        : Optional.of("#/" + bound + ": " + asked + " is not less or equal to " + most)));
    }

    private static Optional<String> extraneous(String place, JsonNode object, Set<String> known) {
        return object.propertyStream()
                .map(member -> member.getKey())
                .filter(name -> !known.contains(name))
                .findFirst()
                .map(name -> place + ": extraneous key [" + name + "] is not permitted");
    }

    private static Optional<SentError> refused(Stream<Optional<String>> problems) {
        return problems.flatMap(Optional::stream)
                .findFirst()
                .map(problem -> SentError.validation(
                        "Malformed input request: " + problem + ", please reformat your input and try again."));
    }

    /// A Nova body as a Converse request, without what Converse has no members for.
    public static ObjectNode asConverse(JsonNode request) {
        ObjectNode converse = Json.object();
        Stream.of("system", "messages", "toolConfig")
                .filter(request::has)
                .forEach(member -> converse.set(member, request.path(member)));
        if (request.path(INFERENCE) instanceof ObjectNode asked) {
            ObjectNode inference = asked.deepCopy();
            inference.remove(List.of("topK", "reasoningConfig"));
            JsonNode older = inference.remove("max_new_tokens");
            if (older != null && !inference.has("maxTokens")) {
                inference.set("maxTokens", older);
            }
            converse.set(INFERENCE, inference);
        }
        return converse;
    }

    /// A bare prompt as a Converse request with a user's message.
    public static ObjectNode promptAsConverse(JsonNode request) {
        ObjectNode converse = Json.object();
        ObjectNode message = converse.putArray("messages").addObject().put("role", "user");
        message.putArray("content").addObject().set("text", request.path("prompt"));
        Stream.of("max_tokens", "max_gen_len")
                .map(request::path)
                .filter(JsonNode::isNumber)
                .findFirst()
                .ifPresent(most -> converse.putObject(INFERENCE).set("maxTokens", most));
        return converse;
    }
}
