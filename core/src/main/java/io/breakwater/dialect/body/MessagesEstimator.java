package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/// Estimates the input tokens of a body of Anthropic's Messages by the arithmetic of [TokenEstimator]: text
/// by its bytes, images and pages at a flat price; rather too many tokens than too few.
final class MessagesEstimator {
    private static final Set<String> WRITTEN_JSON = Set.of("input", "input_schema", "schema");
    private static final Set<String> NOT_READ =
            Set.of("role", "type", "id", "tool_use_id", "cache_control", "signature", "media_type");
    private static final Set<String> KNOWN = Set.of(
            "system",
            "messages",
            "tools",
            "tool_choice",
            "output_config",
            "output_format",
            "metadata",
            "thinking",
            "stop_sequences",
            "cache_control",
            "anthropic_beta");
    private static final String PLAIN_TEXT = "text/plain";

    private final InputTally tally = new InputTally();

    private MessagesEstimator() {}

    static long inputTokens(ObjectNode body) {
        MessagesEstimator estimator = new MessagesEstimator();
        estimator.read(body.path("system"));
        estimator.read(body.path("messages"));
        estimator.read(body.path("tools"));
        estimator.read(body.path("output_config").path("format"));
        estimator.read(body.path("output_format"));
        body.forEachEntry(estimator::readOther);
        return estimator.tally.tokens(body.path("messages").size());
    }

    /// Counts an unknown member: it may hold texts that the model reads.
    private void readOther(String name, JsonNode value) {
        if (!KNOWN.contains(name) && value.isContainerNode()) {
            tally.written(value);
        }
    }

    private void read(JsonNode node) {
        tally.read(node, this::readBlock);
    }

    private void readBlock(JsonNode block) {
        JsonNode source = block.path("source");
        switch (block.path("type").asText()) {
            case "image" -> tally.flat(TokenEstimator.TOKENS_PER_IMAGE);
            case "document" -> {
                readDocument(source);
                read(block.path("title"));
                read(block.path("context"));
            }
            default -> block.forEachEntry(this::readMember);
        }
    }

    private void readMember(String name, JsonNode value) {
        if (WRITTEN_JSON.contains(name) && value.isContainerNode()) {
            tally.written(value);
        } else if (!NOT_READ.contains(name)) {
            read(value);
        }
    }

    /// Counts a document: text or blocks as such, anything else as a file of unknown pages.
    private void readDocument(JsonNode source) {
        boolean text = source.path("media_type").asText().equals(PLAIN_TEXT)
                && source.path("type").asText().equals("text");
        if (text || source.has("content")) {
            read(source.path("data"));
            read(source.path("content"));
        } else {
            tally.file(source.path("data").asText().length());
        }
    }
}
