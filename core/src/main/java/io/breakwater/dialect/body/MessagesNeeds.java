package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.Feature;
import java.util.Map;
import java.util.Set;

/// The features that a model needs to answer a body of Anthropic's Messages, as far as they decide
/// which models are asked. Settings that only change how an answer is made (sampling, effort, caching)
/// are not needs: the model itself refuses those it lacks.
final class MessagesNeeds {
    private static final Map<String, Feature> BY_BLOCK = Map.of(
            "image", Feature.IMAGES,
            "document", Feature.DOCUMENTS,
            "tool_use", Feature.TOOLS,
            "tool_result", Feature.TOOLS);

    private final NeededFeatures needs = new NeededFeatures();

    private MessagesNeeds() {}

    static Set<Feature> of(ObjectNode messages) {
        MessagesNeeds read = new MessagesNeeds();
        read.settings(messages);
        read.blocks(messages.path("system"));
        read.conversation(messages.path("messages"));
        return read.needs.found();
    }

    private void settings(ObjectNode messages) {
        needs.need(Feature.SYSTEM, !isEmpty(messages.path("system")));
        needs.need(Feature.TOOLS, !messages.path("tools").isEmpty());
        needs.toolChoice(messages.path("tool_choice"));
        needs.need(Feature.THINKING, NeededFeatures.isSwitchedOn(messages.path("thinking")));
        needs.need(
                Feature.STRUCTURED_OUTPUT,
                messages.path("output_config").path("format").isObject()
                        || messages.path("output_format").isObject());
    }

    private static boolean isEmpty(JsonNode system) {
        return system.isTextual() ? system.textValue().isEmpty() : system.isEmpty();
    }

    private void conversation(JsonNode messages) {
        for (JsonNode message : messages) {
            blocks(message.path("content"));
        }
        needs.prefill(messages);
    }

    private void blocks(JsonNode blocks) {
        for (JsonNode block : blocks) {
            String type = block.path("type").asText();
            if (BY_BLOCK.containsKey(type)) {
                needs.need(BY_BLOCK.get(type), true);
            }
            if (type.equals("tool_result")) {
                result(block.path("content"));
            }
        }
    }

    private void result(JsonNode parts) {
        blocks(parts);
        for (JsonNode part : parts) {
            needs.need(Feature.TOOL_RESULT_IMAGES, part.path("type").asText().equals("image"));
        }
    }
}
