package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// The tools that a request offers, and which of them the model must, may or may not use.
///
/// @param parallel whether one answer may use several
/// @param callsSoFar the uses of tools in the conversation so far
/// @param results the results of tools in the last message, as text; empty if it has none
public record AskedTools(List<Offered> offered, Choice choice, boolean parallel, int callsSoFar, String results) {

    static final AskedTools NONE = new AskedTools(List.of(), new Choice.Free(), true, 0, "");

    /// A tool and the JSON schema of its input.
    record Offered(String name, JsonNode schema) {}

    /// What a tool choice demands.
    sealed interface Choice {

        /// As the model likes.
        record Free() implements Choice {}

        record Never() implements Choice {}

        /// Some tool.
        record Any() implements Choice {}

        record Named(String tool) implements Choice {}

        /// A choice in the words of OpenAI's chat.
        static Choice ofChat(JsonNode choice) {
            return switch (choice.asText(choice.path("type").asText())) {
                case "function" -> new Named(choice.at("/function/name").asText());
                case "required" -> new Any();
                case "none" -> new Never();
                default -> new Free();
            };
        }

        /// A choice in the words of Anthropic's Messages API.
        static Choice ofMessages(JsonNode choice) {
            return switch (choice.path("type").asText()) {
                case "tool" -> new Named(choice.path("name").asText());
                case "any" -> new Any();
                case "none" -> new Never();
                default -> new Free();
            };
        }
    }

    public AskedTools {
        offered = List.copyOf(offered);
    }

    public boolean isEmpty() {
        return offered.isEmpty();
    }
}
