package io.breakwater.simulated.bedrock.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.wire.SentError;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What Bedrock's runtime refuses in requests of OpenAI's Chat Completions. Sources: "Chat Completions",
/// Amazon Bedrock User Guide, and the refusals of GPT 5.6 and later that were seen until October 2026. A
/// member that no page names is not refused.
public final class ChatBodyRules {
    private static final List<String> ONLY_WITHOUT_REASONING =
            List.of("temperature", "top_p", "presence_penalty", "frequency_penalty", "logprobs", "top_logprobs");

    private ChatBodyRules() {}

    public static Optional<SentError> check(JsonNode request, String modelId, long maxOutputTokens) {
        return Stream.of(
                        messages(request.path("messages")),
                        request.has("stream_options") && !request.path("stream").asBoolean()
                                ? Optional.of(
                                        "The 'stream_options' parameter is only allowed when 'stream' is enabled.")
                                : Optional.<String>empty(),
                        bound(request, maxOutputTokens),
                        tier(request.path("service_tier"), modelId),
                        ModelTraits.of(modelId).family() == ModelTraits.Family.GPT
                                ? ofGpt(request)
                                : ofOthers(request, modelId))
                .flatMap(Optional::stream)
                .findFirst()
                .map(SentError::validation);
    }

    private static Optional<String> messages(JsonNode messages) {
        if (!messages.isArray() || messages.isEmpty()) {
            return Optional.of("Invalid 'messages': empty array. Expected an array with minimum length 1.");
        }
        Set<String> open = new HashSet<>();
        for (JsonNode message : messages) {
            String role = message.path("role").asText();
            if (!Set.of("system", "developer", "user", "assistant", "tool", "function")
                    .contains(role)) {
                return Optional.of("Invalid value: '" + role + "'. Supported values are: 'system', 'assistant', 'user',"
                        + " 'function', 'tool', and 'developer'.");
            }
            if (role.equals("tool") && !open.remove(message.path("tool_call_id").asText())) {
                return Optional.of("Invalid parameter: messages with role 'tool' must be a response to a preceeding"
                        + " message with 'tool_calls'.");
            }
            if (!role.equals("tool") && !open.isEmpty()) {
                return Optional.of(unanswered(open));
            }
            message.path("tool_calls").forEach(call -> open.add(call.path("id").asText()));
        }
        return open.isEmpty() ? Optional.empty() : Optional.of(unanswered(open));
    }

    private static String unanswered(Set<String> calls) {
        return "Invalid parameter: an assistant message with 'tool_calls' must be followed by tool messages responding"
                + " to each 'tool_call_id'. The following did not have response messages: " + String.join(", ", calls);
    }

    private static Optional<String> bound(JsonNode request, long most) {
        JsonNode asked = request.path("max_completion_tokens");
        if (asked.isMissingNode()) {
            return Optional.empty();
        }
        return asked.isIntegralNumber() && asked.longValue() >= 1 && asked.longValue() <= most
                ? Optional.empty()
                : Optional.of("Invalid 'max_completion_tokens': expected an integer from 1 to " + most + ", got "
                        + asked + ".");
    }

    /// `auto` is the usual tier.
    private static Optional<String> tier(JsonNode asked, String modelId) {
        return asked.isTextual() && !asked.asText().equals("auto")
                ? ModelTraits.of(modelId).refusedTier(asked.asText())
                : Optional.empty();
    }

    private static Optional<String> ofGpt(JsonNode request) {
        if (request.has("max_tokens")) {
            return Optional.of("Unsupported parameter: 'max_tokens' is not supported with this model. Use"
                    + " 'max_completion_tokens' instead.");
        }
        if (request.has("stop")) {
            return Optional.of(unsupported("stop"));
        }
        return request.path("reasoning_effort").asText().equals("none") ? Optional.empty() : reasoning(request);
    }

    private static Optional<String> ofOthers(JsonNode request, String modelId) {
        if (modelId.contains("gpt-oss") && request.path("logit_bias").size() > 0) {
            return Optional.of(unsupported("logit_bias"));
        }
        return modelId.contains("xai.grok") && request.has("stop")
                ? Optional.of(unsupported("stop"))
                : Optional.empty();
    }

    private static Optional<String> reasoning(JsonNode request) {
        if (!request.path("tools").isEmpty()) {
            return Optional.of(
                    "Unsupported parameter: function tools with reasoning are not supported for this model in"
                            + " Chat Completions. Use Responses, or set reasoning_effort to 'none'.");
        }
        return ONLY_WITHOUT_REASONING.stream()
                .filter(request::has)
                .map(ChatBodyRules::unsupported)
                .findFirst();
    }

    private static String unsupported(String member) {
        return "Unsupported parameter: '" + member + "' is not supported with this model.";
    }
}
