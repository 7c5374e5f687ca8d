package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.answer.AskedTools.Choice;
import io.breakwater.simulated.bedrock.answer.AskedTools.Offered;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the tools of a Converse request; also Claude's own `tool_choice`, which has more choices than
/// Converse.
final class ConverseTools {

    private ConverseTools() {}

    static AskedTools read(JsonNode request) {
        JsonNode own = request.path("additionalModelRequestFields").path("tool_choice");
        JsonNode messages = request.path("messages");
        return new AskedTools(
                offered(request.path("toolConfig").path("tools")),
                own.has("type")
                        ? Choice.ofMessages(own)
                        : choice(request.path("toolConfig").path("toolChoice")),
                !own.path("disable_parallel_tool_use").asBoolean(),
                (int) blocks(messages).filter(block -> block.has("toolUse")).count(),
                results(messages));
    }

    private static List<Offered> offered(JsonNode tools) {
        return tools.valueStream()
                .map(tool -> tool.path("toolSpec"))
                .filter(spec -> spec.path("name").isTextual())
                .map(spec -> new Offered(
                        spec.path("name").textValue(), spec.path("inputSchema").path("json")))
                .toList();
    }

    private static Choice choice(JsonNode choice) {
        JsonNode named = choice.path("tool").path("name");
        if (named.isTextual()) {
            return new Choice.Named(named.textValue());
        }
        return choice.has("any") ? new Choice.Any() : new Choice.Free();
    }

    private static String results(JsonNode messages) {
        return blocks(messages.isEmpty() ? messages : messages.path(messages.size() - 1))
                .flatMap(block -> block.path("toolResult").path("content").valueStream())
                .map(part -> part.path("text").isTextual()
                        ? part.path("text").textValue()
                        : part.path("json").toString())
                .collect(Collectors.joining("\n"));
    }

    /// The blocks of a message, or of all messages.
    private static Stream<JsonNode> blocks(JsonNode messages) {
        return messages.isArray()
                ? messages.valueStream().flatMap(ConverseTools::blocks)
                : messages.path("content").valueStream();
    }
}
