package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/// Estimates the input tokens of a body of OpenAI's Chat Completions by the arithmetic of [TokenEstimator]: text by
/// its bytes, images and pages at a flat price; rather too many tokens than too few.
final class ChatEstimator {
    private static final Set<String> NOT_READ = Set.of("role", "type", "id", "tool_call_id", "cache_control", "detail");

    /// Members that are measured separately, or that the model does not read.
    private static final Set<String> KNOWN = Set.of(
            "messages",
            "tools",
            "functions",
            "response_format",
            "metadata",
            "stop",
            "stream_options",
            "logit_bias",
            "modalities",
            "audio",
            "tool_choice",
            "function_call",
            "prediction");

    private static final String FILE = "file_data";

    private final InputTally tally = new InputTally();

    private ChatEstimator() {}

    static long inputTokens(ObjectNode body) {
        ChatEstimator estimator = new ChatEstimator();
        estimator.read(body.path("messages"));
        estimator.written(body.path("tools"));
        estimator.written(body.path("functions"));
        estimator.written(body.path("response_format"));
        body.forEachEntry(estimator::readOther);
        return estimator.tally.tokens(body.path("messages").size());
    }

    private void written(JsonNode json) {
        if (json.isContainerNode()) {
            tally.written(json);
        }
    }

    /// Counts an unknown member: it may hold texts that the model reads.
    private void readOther(String name, JsonNode value) {
        if (!KNOWN.contains(name)) {
            written(value);
        }
    }

    private void read(JsonNode node) {
        tally.read(node, this::readPart);
    }

    private void readPart(JsonNode part) {
        switch (part.path("type").asText()) {
            case "image_url" -> tally.flat(TokenEstimator.TOKENS_PER_IMAGE);
            case "file" -> tally.file(part.path("file").path(FILE).asText().length());
            case "input_audio" ->
                tally.file(part.path("input_audio").path("data").asText().length());
            default ->
                part.forEachEntry((name, value) -> {
                    if (!NOT_READ.contains(name)) {
                        read(value);
                    }
                });
        }
    }
}
