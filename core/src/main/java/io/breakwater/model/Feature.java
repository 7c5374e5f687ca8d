package io.breakwater.model;

import java.util.Locale;

/// Something a request may need and a model may lack. What a target lacks is taken out of the request where the answer
/// means the same without it; else the target is left out (`docs/features.md`).
public enum Feature {
    /// A system prompt.
    SYSTEM,
    /// Tools, and messages with calls and results of tools.
    TOOLS,
    /// A choice of tool that is `any` or names one.
    FORCED_TOOL,
    /// That one tool is called at a time.
    SINGLE_CALL,
    IMAGES,
    /// Images and documents in the result of a tool.
    TOOL_RESULT_IMAGES,
    DOCUMENTS,
    VIDEO,
    /// Cache points in system prompt and messages.
    CACHING,
    /// Cache points behind tools.
    TOOL_CACHING,
    /// Cache points that hold for an hour, where those without a time hold for five minutes.
    LONG_CACHING,
    /// Thinking by the model's own fields, on or off.
    THINKING,
    /// A level of effort.
    EFFORT,
    /// An answer that follows a JSON schema.
    STRUCTURED_OUTPUT,
    /// A last message of the assistant, which the answer goes on with.
    PREFILL,
    /// `temperature` or `topP`.
    TEMPERATURE,
    /// `temperature` and `topP` in one request.
    TEMPERATURE_WITH_TOP_P,
    STOP_SEQUENCES,
    /// The version `2026-10-21` of Anthropic's Messages ("Versions", Claude API documentation; on Bedrock Claude 4.7
    /// and later).
    MESSAGES_2026_10_21,
    /// That Bedrock's CountTokens knows the model ("CountTokens", Amazon Bedrock User Guide); no answer needs it.
    COUNT_TOKENS,
    /// The service tier `flex`: slower where there is much to do, and cheaper.
    FLEX;

    /// The name in configuration and in answers, such as `forced_tool`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
