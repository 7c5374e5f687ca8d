package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.JsonLimits;
import io.breakwater.dialect.json.Parsed;
import io.breakwater.dialect.json.SharedMembers;
import io.breakwater.dialect.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// A model's thinking as `encrypted_content` carries it through a client that keeps only items: text
/// and signature, or thinking that Claude itself has hidden. Claude wants both back unchanged
/// ("Extended thinking", Claude API documentation). The content belongs to the client, so it is
/// encoded, not encrypted.
final class Thought {
    /// Marks our encoding, to tell it from what others have encrypted.
    private static final String MARK = "bw1.";

    private Thought() {}

    /// @param text the thinking
    /// @param signature empty if it cannot come back
    static Optional<String> sealed(String text, String signature) {
        return signature.isEmpty()
                ? Optional.empty()
                : Optional.of(sealed(JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "thinking")
                        .put("thinking", text)
                        .put("signature", signature)));
    }

    /// @param data in base64, as in Converse
    static Optional<String> hidden(String data) {
        return data.isEmpty()
                ? Optional.empty()
                : Optional.of(sealed(JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "redacted_thinking")
                        .put("data", data)));
    }

    private static String sealed(ObjectNode block) {
        byte[] written = block.toString().getBytes(StandardCharsets.UTF_8);
        return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(written);
    }

    /// A request without thinking that GPT cannot read: thinking encoded here, and items that are only
    /// an id, which would need a store. The same object if there is none.
    static ObjectNode without(ObjectNode request) {
        if (!(request.path("input") instanceof ArrayNode items)
                || items.valueStream().noneMatch(Thought::isAnothers)) {
            return request;
        }
        ObjectNode others = SharedMembers.of(request);
        ArrayNode kept = others.putArray("input");
        items.valueStream().filter(item -> !isAnothers(item)).forEach(kept::add);
        return others;
    }

    private static boolean isAnothers(JsonNode item) {
        String encrypted = item.path("encrypted_content").asText();
        boolean onlyAnId = encrypted.isEmpty() && item.path("content").isEmpty();
        return encrypted.startsWith(MARK)
                || (onlyAnId && item.path("type").asText().equals("reasoning"));
    }

    /// The thinking encoded here; empty if it came from elsewhere.
    static Optional<JsonNode> opened(String encrypted) {
        if (!encrypted.startsWith(MARK)) {
            return Optional.empty();
        }
        try {
            byte[] written = Base64.getUrlDecoder().decode(encrypted.substring(MARK.length()));
            return switch (StrictJson.parse(new String(written, StandardCharsets.UTF_8), JsonLimits.DEFAULT)) {
                case Parsed.Json(ObjectNode block) -> Optional.of(block);
                case Parsed.Problem _ -> Optional.empty();
            };
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
