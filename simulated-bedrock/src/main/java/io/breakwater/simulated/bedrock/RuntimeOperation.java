package io.breakwater.simulated.bedrock;

import java.util.Arrays;
import java.util.Optional;

/// The calls of the Bedrock runtime: the last part of the path, and the name in logs.
enum RuntimeOperation {
    CONVERSE("converse", "Converse"),
    CONVERSE_STREAM("converse-stream", "ConverseStream"),
    INVOKE("invoke", "InvokeModel"),
    INVOKE_STREAM("invoke-with-response-stream", "InvokeModelWithResponseStream"),
    COUNT_TOKENS("count-tokens", "CountTokens");

    private final String path;
    private final String apiName;

    RuntimeOperation(String path, String apiName) {
        this.path = path;
        this.apiName = apiName;
    }

    String apiName() {
        return apiName;
    }

    /// What IAM calls the right to it: Converse has none of its own ("Actions, resources, and condition keys for Amazon
    /// Bedrock", Service Authorization Reference).
    String action() {
        return switch (this) {
            case CONVERSE, INVOKE -> "bedrock:InvokeModel";
            case CONVERSE_STREAM, INVOKE_STREAM -> "bedrock:InvokeModelWithResponseStream";
            case COUNT_TOKENS -> "bedrock:CountTokens";
        };
    }

    boolean streams() {
        return this == CONVERSE_STREAM || this == INVOKE_STREAM;
    }

    boolean invokes() {
        return this == INVOKE || this == INVOKE_STREAM;
    }

    static Optional<RuntimeOperation> at(String path) {
        return Arrays.stream(values())
                .filter(operation -> operation.path.equals(path))
                .findFirst();
    }
}
