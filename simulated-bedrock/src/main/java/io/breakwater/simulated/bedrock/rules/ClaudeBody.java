package io.breakwater.simulated.bedrock.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A body of Claude's Messages API for InvokeModel, and the version of Claude that it is for.
///
/// @param turns the messages as Claude reads them: neighbours of the same role are one
record ClaudeBody(JsonNode json, ClaudeVersion version, long maxOutputTokens, List<Turn> turns) {

    /// A block of a message, with its place in the words of Claude's messages; a bare text is a block of its
    /// own.
    record Block(JsonNode node, String at) {

        String type() {
            return node.path("type").asText();
        }

        boolean is(String type) {
            return type().equals(type);
        }

        /// A member, with its place.
        String member(String name) {
            return at + "." + type() + "." + name;
        }
    }

    /// The consecutive messages of one role.
    ///
    /// @param message the place of its first message
    record Turn(String role, int message, List<Block> blocks) {

        List<Block> blocks(String type) {
            return blocks.stream().filter(block -> block.is(type)).toList();
        }
    }

    static ClaudeBody of(JsonNode json, ClaudeVersion version, long maxOutputTokens) {
        return new ClaudeBody(json, version, maxOutputTokens, turns(json.path("messages")));
    }

    JsonNode messages() {
        return json.path("messages");
    }

    /// Whether the request enables beta features.
    boolean beta() {
        return !json.path("anthropic_beta").isEmpty();
    }

    Stream<Block> blocks() {
        return turns.stream().flatMap(turn -> turn.blocks().stream());
    }

    private static List<Turn> turns(JsonNode messages) {
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; messages.isArray() && i < messages.size(); i++) {
            String role = messages.get(i).path("role").asText();
            List<Block> blocks = blocks(messages.get(i).path("content"), "messages." + i + ".content");
            if (!turns.isEmpty() && turns.getLast().role().equals(role)) {
                turns.getLast().blocks().addAll(blocks);
            } else {
                turns.add(new Turn(role, i, new ArrayList<>(blocks)));
            }
        }
        return turns;
    }

    static List<Block> blocks(JsonNode content, String at) {
        return content.isTextual()
                ? List.of(new Block(Json.object().put("type", "text").set("text", content), at))
                : IntStream.range(0, content.isArray() ? content.size() : 0)
                        .mapToObj(i -> new Block(content.get(i), at + "." + i))
                        .toList();
    }
}
