package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.Feature;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// What a model must understand to answer a body of Anthropic's Messages, as far as it decides who is asked.
/// Of what only changes how an answer is made (sampling, effort, caching), nothing is asked: the model says
/// itself what it refuses.
final class MessagesNeeds {
    private static final Map<String, Feature> BY_BLOCK = Map.of(
            "image", Feature.IMAGES,
            "document", Feature.DOCUMENTS,
            "tool_use", Feature.TOOLS,
            "tool_result", Feature.TOOLS);

    private final Set<Feature> needs = EnumSet.noneOf(Feature.class);

    private MessagesNeeds() {}

    static Set<Feature> of(ObjectNode messages) {
        MessagesNeeds read = new MessagesNeeds();
        read.settings(messages);
        read.blocks(messages.path("system"));
        read.conversation(messages.path("messages"));
        return read.needs;
    }

    private void settings(ObjectNode messages) {
        JsonNode choice = messages.path("tool_choice");
        String chosen = choice.path("type").asText();
        need(Feature.SYSTEM, !isEmpty(messages.path("system")));
        need(Feature.TOOLS, !messages.path("tools").isEmpty());
        need(Feature.FORCED_TOOL, chosen.equals("any") || chosen.equals("tool"));
        need(Feature.SINGLE_CALL, choice.path("disable_parallel_tool_use").asBoolean());
        need(Feature.THINKING, isSwitchedOn(messages.path("thinking")));
        need(
                Feature.STRUCTURED_OUTPUT,
                messages.path("output_config").path("format").isObject()
                        || messages.path("output_format").isObject());
    }

    private static boolean isEmpty(JsonNode system) {
        return system.isTextual() ? system.textValue().isEmpty() : system.isEmpty();
    }

    private static boolean isSwitchedOn(JsonNode thinking) {
        return thinking.isObject() && !thinking.path("type").asText().equals("disabled");
    }

    private void conversation(JsonNode messages) {
        for (JsonNode message : messages) {
            blocks(message.path("content"));
        }
        JsonNode last = messages.path(messages.size() - 1);
        need(Feature.PREFILL, last.path("role").asText().equals("assistant"));
    }

    private void blocks(JsonNode blocks) {
        for (JsonNode block : blocks) {
            String type = block.path("type").asText();
            if (BY_BLOCK.containsKey(type)) {
                needs.add(BY_BLOCK.get(type));
            }
            if (type.equals("tool_result")) {
                result(block.path("content"));
            }
        }
    }

    private void result(JsonNode parts) {
        blocks(parts);
        for (JsonNode part : parts) {
            need(Feature.TOOL_RESULT_IMAGES, part.path("type").asText().equals("image"));
        }
    }

    private void need(Feature feature, boolean needed) {
        if (needed) {
            needs.add(feature);
        }
    }
}
