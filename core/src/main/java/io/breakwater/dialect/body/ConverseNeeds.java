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

    private final Set<Feature> needs = EnumSet.noneOf(Feature.class);

    private ConverseNeeds() {}

    static Set<Feature> of(ObjectNode converse) {
        ConverseNeeds read = new ConverseNeeds();
        read.settings(converse);
        read.tools(converse.path("toolConfig"));
        read.modelsOwn(converse.path("additionalModelRequestFields"));
        read.messages(converse.path("messages"));
        return read.needs;
    }

    private void settings(ObjectNode converse) {
        JsonNode inference = converse.path("inferenceConfig");
        boolean temperature = inference.has("temperature");
        boolean topP = inference.has("topP");
        need(Feature.SYSTEM, !converse.path("system").isEmpty());
        need(Feature.EFFORT, converse.path("outputConfig").has("effort"));
        need(Feature.STRUCTURED_OUTPUT, converse.path("outputConfig").has("textFormat"));
        need(Feature.TEMPERATURE, temperature || topP);
        need(Feature.TEMPERATURE_WITH_TOP_P, temperature && topP);
        need(Feature.STOP_SEQUENCES, !inference.path("stopSequences").isEmpty());
        blocks(converse.path("system"));
    }

    private void tools(JsonNode config) {
        JsonNode choice = config.path("toolChoice");
        need(Feature.TOOLS, config.isObject());
        need(Feature.FORCED_TOOL, choice.has("any") || choice.has("tool"));
        blocks(config.path("tools"));
        for (JsonNode tool : config.path("tools")) {
            need(Feature.TOOL_CACHING, CachePoints.isPoint(tool));
        }
    }

    /// Claude's own `tool_choice` stands in place of Converse's ("Tool use", Messages API, Anthropic).
    private void modelsOwn(JsonNode fields) {
        JsonNode choice = fields.path("tool_choice");
        String type = choice.path("type").asText();
        need(Feature.FORCED_TOOL, type.equals("any") || type.equals("tool"));
        need(Feature.SINGLE_CALL, choice.path("disable_parallel_tool_use").asBoolean());
        need(Feature.THINKING, THINKING.stream().anyMatch(name -> isSwitchedOn(fields.path(name))));
    }

    private static boolean isSwitchedOn(JsonNode thinking) {
        return thinking.isObject() && !thinking.path("type").asText().equals("disabled");
    }

    private void messages(JsonNode messages) {
        for (JsonNode message : messages) {
            blocks(message.path("content"));
        }
        JsonNode last = messages.path(messages.size() - 1);
        need(Feature.PREFILL, last.path("role").asText().equals("assistant"));
    }

    private void blocks(JsonNode blocks) {
        for (JsonNode block : blocks) {
            BY_BLOCK.forEach((member, feature) -> need(feature, block.has(member)));
            need(Feature.LONG_CACHING, CachePoints.holdsAnHour(block));
            JsonNode result = block.path("toolResult").path("content");
            blocks(result);
            for (JsonNode part : result) {
                need(Feature.TOOL_RESULT_IMAGES, part.has("image"));
            }
        }
    }

    private void need(Feature feature, boolean needed) {
        if (needed) {
            needs.add(feature);
        }
    }
}
