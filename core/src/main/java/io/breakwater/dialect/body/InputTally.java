package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/// What a body's input adds up to by the arithmetic of [TokenEstimator]; for one body.
final class InputTally {
    private long textBytes;
    private long tokens;

    void text(String text) {
        textBytes += TokenEstimator.utf8Bytes(text);
    }

    /// Texts, wherever in lists they stand.
    ///
    /// @param object reads an object, which may be more than its texts
    void read(JsonNode node, Consumer<JsonNode> object) {
        if (node.isTextual()) {
            text(node.textValue());
        } else if (node.isArray()) {
            node.forEach(each -> read(each, object));
        } else if (node.isObject()) {
            object.accept(node);
        }
    }

    /// Text that is in base64, of which nobody knows the bytes.
    void text(long base64Chars) {
        textBytes += base64Chars * 3 / 4;
    }

    /// What a model reads as written JSON.
    void written(JsonNode json) {
        text(json.toString());
    }

    /// What has a price of its own, whatever is in it.
    void flat(long price) {
        tokens += price;
    }

    /// A file whose pages nobody here counts.
    void file(long base64Chars) {
        flat(TokenEstimator.TOKENS_PER_PAGE
                * Math.max(1, Math.ceilDiv(base64Chars, TokenEstimator.BASE64_CHARS_PER_PAGE)));
    }

    /// @param messages how many the body has
    long tokens(int messages) {
        return tokens + TokenEstimator.TOKENS_PER_MESSAGE * messages + TokenEstimator.tokensOfText(textBytes);
    }
}
