package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/// Estimates the input tokens of a Converse body before a model has counted them, rather too high than
/// too low.
///
/// `ceil(text bytes / 3.5) + 4 per message + 1,600 per image + 3,000 per document page + 17,280 per video`. Text
/// is measured in UTF-8 bytes, which equal its characters in English: tokenizers work on bytes, and
/// Chinese or Arabic text has more tokens per character. Text is every string a model reads: prompts,
/// system texts, tool names, schemas, arguments and results; schemas and arguments count as written
/// JSON.
public final class TokenEstimator {
    /// Role and separators around each message.
    static final long TOKENS_PER_MESSAGE = 4;

    /// Claude reads at most about 1,568 tokens from an image: width x height / 750, scaled down to 1.15 megapixels
    /// ("Vision", Anthropic documentation).
    static final long TOKENS_PER_IMAGE = 1_600;

    /// A page of a PDF costs 1,500 to 3,000 tokens ("PDF support", Anthropic documentation).
    static final long TOKENS_PER_PAGE = 3_000;

    /// Base64 characters that are counted as one page; a scanned page is usually larger.
    static final long BASE64_CHARS_PER_PAGE = 100_000;

    /// A minute of video at 288 tokens a second ("Video understanding", Amazon Nova User Guide).
    static final long TOKENS_PER_VIDEO = 17_280;

    private static final Set<String> PLAIN_TEXT = Set.of("txt", "md", "csv", "html");
    private static final Set<String> WRITTEN_JSON = Set.of("input", "json", "inputSchema");
    private static final Set<String> NOT_READ = Set.of("role", "format", "type", "cachePoint");
    private static final Map<String, Long> FLAT = Map.of("image", TOKENS_PER_IMAGE, "video", TOKENS_PER_VIDEO);

    private final InputTally tally = new InputTally();

    private TokenEstimator() {}

    static long inputTokens(ObjectNode converse) {
        TokenEstimator estimator = new TokenEstimator();
        estimator.read(converse.path("system"));
        estimator.read(converse.path("messages"));
        estimator.read(converse.path("toolConfig"));
        estimator.read(converse.path("outputConfig").path("textFormat"));
        estimator.readMore(converse.path("additionalModelRequestFields"));
        return estimator.tally.tokens(converse.path("messages").size());
    }

    /// The estimated tokens of a whole answer without a usage report: those of all its texts.
    static long outputTokens(ObjectNode answer) {
        TokenEstimator estimator = new TokenEstimator();
        estimator.readTexts(answer);
        return estimator.tally.tokens(0);
    }

    private void readTexts(JsonNode node) {
        if (node.isTextual()) {
            tally.text(node.textValue());
        } else {
            node.forEach(this::readTexts);
        }
    }

    /// The tokens of so much text: `ceil(bytes / 3.5)` in whole numbers.
    public static long tokensOfText(long utf8Bytes) {
        return Math.ceilDiv(2 * utf8Bytes, 7);
    }

    private void read(JsonNode node) {
        if (node.isTextual()) {
            tally.text(node.textValue());
        } else if (node.isArray()) {
            node.forEach(this::read);
        } else if (node.isObject()) {
            node.forEachEntry(this::readMember);
        }
    }

    /// Counts the model-specific fields: they may hold text that the model reads, such as its vendor's
    /// tools, in any form.
    private void readMore(JsonNode fields) {
        fields.forEachEntry((_, field) -> {
            if (field.isContainerNode()) {
                tally.written(field);
            }
        });
    }

    private void readMember(String name, JsonNode value) {
        if (WRITTEN_JSON.contains(name)) {
            tally.written(value);
        } else if (value.isObject() && FLAT.containsKey(name)) {
            tally.flat(FLAT.get(name));
        } else if (value.isObject() && name.equals("document")) {
            readDocument(value);
        } else if (!NOT_READ.contains(name)) {
            read(value);
        }
    }

    private void readDocument(JsonNode document) {
        JsonNode source = document.path("source");
        tally.text(document.path("name").asText());
        tally.text(document.path("context").asText());
        read(source.path("text"));
        read(source.path("content"));
        if (source.has("bytes")) {
            readFile(
                    source.path("bytes").asText().length(),
                    document.path("format").asText());
        }
    }

    private void readFile(long base64Chars, String format) {
        if (PLAIN_TEXT.contains(format)) {
            tally.text(base64Chars);
        } else {
            tally.file(base64Chars);
        }
    }

    static long utf8Bytes(String text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }
}
