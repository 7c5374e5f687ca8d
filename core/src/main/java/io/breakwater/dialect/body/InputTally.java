package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/// Adds up one body's input by the arithmetic of [TokenEstimator].
final class InputTally {
    private long textBytes;
    private long tokens;

    void text(String text) {
        textBytes += TokenEstimator.utf8Bytes(text);
    }

    /// Counts texts, also inside lists.
    ///
    /// @param object counts an object, which may hold more than texts
    void read(JsonNode node, Consumer<JsonNode> object) {
        if (node.isTextual()) {
            text(node.textValue());
        } else if (node.isArray()) {
            node.forEach(each -> read(each, object));
        } else if (node.isObject()) {
            object.accept(node);
        }
    }

    /// Counts text in base64, whose exact bytes are unknown.
    void text(long base64Chars) {
        textBytes += base64Chars * 3 / 4;
    }

    /// Counts a value that a model reads as JSON text.
    void written(JsonNode json) {
        text(json.toString());
    }

    /// Counts an item with a flat price.
    void flat(long price) {
        tokens += price;
    }

    /// Counts a file of unknown pages.
    void file(long base64Chars) {
        flat(TokenEstimator.TOKENS_PER_PAGE
                * Math.max(1, Math.ceilDiv(base64Chars, TokenEstimator.BASE64_CHARS_PER_PAGE)));
    }

    /// @param messages how many messages the body has
    long tokens(int messages) {
        return tokens + TokenEstimator.TOKENS_PER_MESSAGE * messages + TokenEstimator.tokensOfText(textBytes);
    }
}
