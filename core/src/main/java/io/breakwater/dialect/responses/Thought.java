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

/// What a model thought, as `encrypted_content` carries it through a client that keeps nothing but items: text and
/// signature, or what Claude hides itself. Claude wants both back as they were ("Extended thinking", Claude API
/// documentation). It is the client's own, so it is encoded, not encrypted.
final class Thought {
    /// Tells it from what others have encrypted, which nobody here can read.
    private static final String MARK = "bw1.";

    private Thought() {}

    /// @param text what was thought
    /// @param signature empty where it cannot come back
    static Optional<String> sealed(String text, String signature) {
        return signature.isEmpty()
                ? Optional.empty()
                : Optional.of(sealed(JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "thinking")
                        .put("thinking", text)
                        .put("signature", signature)));
    }

    /// @param data in base64, as Converse has it
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

    /// A request without the thoughts that only another model could read, or somebody who keeps items: those that were
    /// sealed here, and those that are nothing but an id. The same where there is none.
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

    /// What was sealed here; nothing where another has written it.
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
