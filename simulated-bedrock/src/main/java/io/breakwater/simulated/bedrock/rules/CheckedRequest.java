package io.breakwater.simulated.bedrock.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A Converse request and its model.
record CheckedRequest(JsonNode body, ModelTraits traits, long maxOutputTokens) {

    /// A block of a message, with its place in the words of Bedrock's messages.
    record Block(JsonNode node, int message, int index, String role) {

        String at() {
            return "messages." + message + ".content." + index;
        }

        /// The same place in the words of the service model, which counts from 1.
        String member() {
            return "messages.%d.member.content.%d.member".formatted(message + 1, index + 1);
        }

        boolean has(String name) {
            return node.has(name);
        }
    }

    JsonNode messages() {
        return body.path("messages");
    }

    JsonNode tools() {
        return body.path("toolConfig").path("tools");
    }

    Stream<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (int message = 0; message < messages().size(); message++) {
            blocks.addAll(blocks(message));
        }
        return blocks.stream();
    }

    List<Block> blocks(int message) {
        JsonNode content = messages().path(message).path("content");
        String role = role(message);
        List<Block> blocks = new ArrayList<>();
        for (int index = 0; index < content.size(); index++) {
            blocks.add(new Block(content.get(index), message, index, role));
        }
        return blocks;
    }

    String role(int message) {
        return messages().path(message).path("role").asText();
    }
}
