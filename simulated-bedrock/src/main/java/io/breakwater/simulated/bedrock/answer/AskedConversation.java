package io.breakwater.simulated.bedrock.answer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a request asks, whatever body format it came in.
///
/// `maxTokens` is absent when the client set none; `forcedTool` is the tool a tool choice demands.
public record AskedConversation(
        List<Part> parts,
        String lastUserText,
        List<String> tools,
        @Nullable String forcedTool,
        @Nullable Long maxTokens,
        List<String> stopSequences,
        Map<String, String> requestMetadata) {

    public AskedConversation {
        parts = List.copyOf(parts);
        tools = List.copyOf(tools);
        stopSequences = List.copyOf(stopSequences);
        requestMetadata = Map.copyOf(requestMetadata);
    }

    /// The size of the whole prompt in tokens; at least 1.
    public long promptTokens() {
        long tokens = 0;
        for (Part part : parts) {
            tokens += part instanceof Part.Material material ? material.tokens() : 0;
        }
        return Math.max(1, tokens);
    }
}
