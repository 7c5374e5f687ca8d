package io.breakwater.simulated.bedrock.answer;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The content of a request, independent of its body format.
///
/// @param guardedText the part that a guardrail checks
/// @param previous the id of the stored response that it continues
public record AskedConversation(
        List<Part> parts,
        String lastUserText,
        String guardedText,
        AskedTools tools,
        AskedShape shape,
        Map<String, String> requestMetadata,
        Optional<String> previous) {

    public AskedConversation(
            List<Part> parts,
            String lastUserText,
            String guardedText,
            AskedTools tools,
            AskedShape shape,
            Map<String, String> requestMetadata) {
        this(parts, lastUserText, guardedText, tools, shape, requestMetadata, Optional.empty());
    }

    public AskedConversation {
        parts = List.copyOf(parts);
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
