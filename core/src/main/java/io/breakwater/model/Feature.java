package io.breakwater.model;

import java.util.Locale;

/// A feature that a request may need and a model may lack. If the answer means the same without it, it
/// is taken out of the request for that target; else the target is left out (`docs/features.md`).
public enum Feature {
    /// A system prompt.
    SYSTEM,
    /// Tools, and messages with tool calls and results.
    TOOLS,
    /// A choice of tool that is `any` or names one.
    FORCED_TOOL,
    /// At most one tool call at a time.
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
    /// Cache points that hold for an hour; cache points without a time hold for five minutes.
    LONG_CACHING,
    /// Thinking by the model's own fields, on or off.
    THINKING,
    /// A level of effort.
    EFFORT,
    /// An answer that follows a JSON schema.
    STRUCTURED_OUTPUT,
    /// A last message of the assistant, which the answer continues.
    PREFILL,
    /// `temperature` or `topP`.
    TEMPERATURE,
    /// `temperature` and `topP` in one request.
    TEMPERATURE_WITH_TOP_P,
    STOP_SEQUENCES,
    /// The version `2026-10-21` of Anthropic's Messages ("Versions", Claude API documentation; on Bedrock Claude 4.7
    /// and later).
    MESSAGES_2026_10_21,
    /// Support by Bedrock's CountTokens ("CountTokens", Amazon Bedrock User Guide); no answer needs it.
    COUNT_TOKENS,
    /// The service tier `flex`: cheaper, and slower under load.
    FLEX;

    /// The name in configuration and in answers, such as `forced_tool`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
