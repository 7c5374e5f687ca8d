package io.breakwater.dialect.body;

import io.breakwater.model.Feature;

/// By which member of a request each dialect asks for a feature, so that a refusal names what the
/// client wrote.
public enum FeatureMembers {
    CHAT,
    RESPONSES,
    MESSAGES,
    CONVERSE;

    public String of(Feature feature) {
        Names names = names(feature);
        return switch (this) {
            case CHAT -> names.chat();
            case RESPONSES -> names.responses();
            case MESSAGES -> names.messages();
            case CONVERSE -> names.converse();
        };
    }

    private record Names(String chat, String responses, String messages, String converse) {

        /// A member of the same name in all dialects but Converse.
        static Names alike(String name, String converse) {
            return new Names(name, name, name, converse);
        }
    }

    private static Names names(Feature feature) {
        return switch (feature) {
            case SYSTEM -> new Names("messages", "instructions", "system", "system");
            case TOOLS -> Names.alike("tools", "toolConfig");
            case TOOL_CACHING -> Names.alike("tools", "toolConfig.tools");
            case FORCED_TOOL -> Names.alike("tool_choice", "toolConfig.toolChoice");
            case SINGLE_CALL ->
                new Names(
                        "parallel_tool_calls",
                        "parallel_tool_calls",
                        "tool_choice.disable_parallel_tool_use",
                        "additionalModelRequestFields.tool_choice");
            case IMAGES, TOOL_RESULT_IMAGES, DOCUMENTS, VIDEO, CACHING, LONG_CACHING, PREFILL ->
                new Names("messages", "input", "messages", "messages");
            case THINKING -> new Names("thinking", "reasoning", "thinking", "additionalModelRequestFields");
            case EFFORT ->
                new Names("reasoning_effort", "reasoning.effort", "output_config.effort", "outputConfig.effort");
            case STRUCTURED_OUTPUT ->
                new Names("response_format", "text.format", "output_config.format", "outputConfig.textFormat");
            case TEMPERATURE -> Names.alike("temperature", "inferenceConfig.temperature");
            case TEMPERATURE_WITH_TOP_P -> Names.alike("top_p", "inferenceConfig.topP");
            case STOP_SEQUENCES -> new Names("stop", "stop", "stop_sequences", "inferenceConfig.stopSequences");
            case FLEX -> Names.alike("service_tier", "serviceTier");
            case MESSAGES_2026_10_21 -> Names.alike("anthropic-version", "model");
            case COUNT_TOKENS -> Names.alike("model", "model");
        };
    }
}
