package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.EffortLevel;
import io.breakwater.model.Feature;
import java.util.Map;
import java.util.Set;

/// The features that a model needs to answer a Converse body.
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

    private final NeededFeatures needs = new NeededFeatures();

    private ConverseNeeds() {}

    static Set<Feature> of(ObjectNode converse) {
        ConverseNeeds read = new ConverseNeeds();
        read.settings(converse);
        read.tools(converse.path("toolConfig"));
        read.modelsOwn(converse.path("additionalModelRequestFields"));
        read.messages(converse.path("messages"));
        return read.needs.found();
    }

    private void settings(ObjectNode converse) {
        JsonNode inference = converse.path("inferenceConfig");
        boolean temperature = inference.has("temperature");
        boolean topP = inference.has("topP");
        needs.need(Feature.SYSTEM, !converse.path("system").isEmpty());
        JsonNode effort = converse.path("outputConfig").path("effort");
        needs.need(Feature.EFFORT, !effort.isMissingNode() && !effort.asText().equals(EffortLevel.NONE));
        needs.need(Feature.STRUCTURED_OUTPUT, converse.path("outputConfig").has("textFormat"));
        needs.need(Feature.TEMPERATURE, temperature || topP);
        needs.need(Feature.TEMPERATURE_WITH_TOP_P, temperature && topP);
        needs.need(
                Feature.FLEX,
                converse.path(BodyChange.SERVICE_TIER).path("type").asText().equals("flex"));
        needs.need(Feature.STOP_SEQUENCES, !inference.path("stopSequences").isEmpty());
        blocks(converse.path("system"));
    }

    private void tools(JsonNode config) {
        JsonNode choice = config.path("toolChoice");
        needs.need(Feature.TOOLS, config.isObject());
        needs.need(Feature.FORCED_TOOL, choice.has("any") || choice.has("tool"));
        blocks(config.path("tools"));
        for (JsonNode tool : config.path("tools")) {
            needs.need(Feature.TOOL_CACHING, CachePoints.isPoint(tool));
        }
    }

    /// Reads the model's own fields; Claude's `tool_choice` replaces Converse's.
    private void modelsOwn(JsonNode fields) {
        needs.toolChoice(fields.path("tool_choice"));
        needs.need(
                Feature.THINKING, THINKING.stream().anyMatch(name -> NeededFeatures.isSwitchedOn(fields.path(name))));
    }

    private void messages(JsonNode messages) {
        for (JsonNode message : messages) {
            blocks(message.path("content"));
        }
        needs.prefill(messages);
    }

    private void blocks(JsonNode blocks) {
        for (JsonNode block : blocks) {
            BY_BLOCK.forEach((member, feature) -> needs.need(feature, block.has(member)));
            needs.need(Feature.LONG_CACHING, CachePoints.isTimed(block));
            JsonNode result = block.path("toolResult").path("content");
            blocks(result);
            for (JsonNode part : result) {
                needs.need(Feature.TOOL_RESULT_IMAGES, MediaBesideResults.isMedia(part));
            }
        }
    }
}
