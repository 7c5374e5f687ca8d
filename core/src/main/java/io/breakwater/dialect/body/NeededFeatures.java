package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.model.Feature;
import java.util.EnumSet;
import java.util.Set;

/// Collects the features that a body needs, with the rules that all formats for Claude share.
final class NeededFeatures {
    private final Set<Feature> needs = EnumSet.noneOf(Feature.class);

    Set<Feature> found() {
        return needs;
    }

    void need(Feature feature, boolean needed) {
        if (needed) {
            needs.add(feature);
        }
    }

    /// @param choice `tool_choice` in Claude's words ("Tool use", Messages API, Anthropic)
    void toolChoice(JsonNode choice) {
        String type = choice.path("type").asText();
        need(Feature.FORCED_TOOL, type.equals("any") || type.equals("tool"));
        need(Feature.SINGLE_CALL, choice.path("disable_parallel_tool_use").asBoolean());
    }

    /// @param messages those of a conversation; if the last one is the assistant's, the model continues
    /// it
    void prefill(JsonNode messages) {
        JsonNode last = messages.path(messages.size() - 1);
        need(Feature.PREFILL, last.path("role").asText().equals("assistant"));
    }

    /// Whether thinking is switched on, in Claude's words or Nova's.
    static boolean isSwitchedOn(JsonNode thinking) {
        return thinking.isObject() && !thinking.path("type").asText().equals("disabled");
    }
}
