package io.breakwater.simulated.bedrock;

import java.util.Arrays;
import java.util.Optional;

/// The calls of the Bedrock runtime: the last part of the path, and the name in logs.
enum RuntimeOperation {
    CONVERSE("converse", "Converse"),
    CONVERSE_STREAM("converse-stream", "ConverseStream"),
    INVOKE("invoke", "InvokeModel"),
    INVOKE_STREAM("invoke-with-response-stream", "InvokeModelWithResponseStream"),
    COUNT_TOKENS("count-tokens", "CountTokens"),
    MESSAGES("messages", "AnthropicMessages"),
    MESSAGES_STREAM("messages", "AnthropicMessagesStream"),
    CHAT("chat/completions", "ChatCompletions"),
    CHAT_STREAM("chat/completions", "ChatCompletionsStream"),
    RESPONSES("responses", "Responses"),
    RESPONSES_STREAM("responses", "ResponsesStream");

    private final String path;
    private final String apiName;

    RuntimeOperation(String path, String apiName) {
        this.path = path;
        this.apiName = apiName;
    }

    String apiName() {
        return apiName;
    }

    /// The IAM action for it; Converse has none of its own ("Actions, resources, and condition keys for
    /// Amazon Bedrock", Service Authorization Reference).
    String action() {
        return switch (this) {
            case CONVERSE, INVOKE, MESSAGES, CHAT, RESPONSES -> "bedrock:InvokeModel";
            case CONVERSE_STREAM, INVOKE_STREAM, MESSAGES_STREAM, CHAT_STREAM, RESPONSES_STREAM ->
                "bedrock:InvokeModelWithResponseStream";
            case COUNT_TOKENS -> "bedrock:CountTokens";
        };
    }

    boolean streams() {
        return switch (this) {
            case CONVERSE_STREAM, INVOKE_STREAM, MESSAGES_STREAM, CHAT_STREAM, RESPONSES_STREAM -> true;
            case CONVERSE, INVOKE, MESSAGES, CHAT, RESPONSES, COUNT_TOKENS -> false;
        };
    }

    boolean invokes() {
        return this == INVOKE || this == INVOKE_STREAM;
    }

    /// Whether it is a vendor's operation: the body names the model, errors have the vendor's envelope,
    /// and streams are server-sent events.
    boolean isVendors() {
        return isMessages() || this == CHAT || this == CHAT_STREAM || isResponses();
    }

    /// Whether it is Anthropic's.
    boolean isMessages() {
        return this == MESSAGES || this == MESSAGES_STREAM;
    }

    /// Whether it is OpenAI's Responses, whose events have names and numbers.
    boolean isResponses() {
        return this == RESPONSES || this == RESPONSES_STREAM;
    }

    /// The operations below a model's path.
    static Optional<RuntimeOperation> at(String path) {
        return Arrays.stream(values())
                .filter(operation -> operation.path.equals(path))
                .findFirst();
    }
}
