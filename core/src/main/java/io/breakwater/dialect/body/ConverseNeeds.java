package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.Feature;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// What a model must understand to answer a Converse body.
final class ConverseNeeds {
    private static final Map<String, Feature> BY_BLOCK = Map.of(
            "image", Feature.IMAGES,
            "document", Feature.DOCUMENTS,
            "video", Feature.VIDEO,
            "cachePoint", Feature.CACHING,
            "toolUse", Feature.TOOLS,
            "toolResult", Feature.TOOLS);

    /// Members of `additionalModelRequestFields` that ask a model to think.
    private static final Set<String> THINKING = Set.of("thinking", "reasoning_config", "reasoningConfig");

    private ConverseNeeds() {}

    static Set<Feature> of(ObjectNode converse) {
        Set<Feature> needs = EnumSet.noneOf(Feature.class);
        if (!converse.path("system").isEmpty()) {
            needs.add(Feature.SYSTEM);
        }
        if (converse.has("toolConfig")) {
            needs.add(Feature.TOOLS);
        }
        if (asksToThink(converse)) {
            needs.add(Feature.THINKING);
        }
        addBlocks(converse.path("system"), needs);
        addBlocks(converse.path("toolConfig").path("tools"), needs);
        converse.path("messages").forEach(message -> addBlocks(message.path("content"), needs));
        return needs;
    }

    private static boolean asksToThink(ObjectNode converse) {
        JsonNode more = converse.path("additionalModelRequestFields");
        return converse.path("outputConfig").has("effort")
                || THINKING.stream().anyMatch(name -> isSwitchedOn(more.path(name)));
    }

    private static boolean isSwitchedOn(JsonNode thinking) {
        return thinking.isObject() && !thinking.path("type").asText().equals("disabled");
    }

    private static void addBlocks(JsonNode blocks, Set<Feature> needs) {
        for (JsonNode block : blocks) {
            BY_BLOCK.forEach((member, feature) -> {
                if (block.has(member)) {
                    needs.add(feature);
                }
            });
            addBlocks(block.path("toolResult").path("content"), needs);
        }
    }
}
