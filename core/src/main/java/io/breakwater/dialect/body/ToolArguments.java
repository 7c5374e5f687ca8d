package io.breakwater.dialect.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.breakwater.dialect.json.ExactJson;
import java.io.IOException;
import java.io.UncheckedIOException;

/// The arguments of a tool call in an answer, gathered as the text that the model wrote. Any JSON will
/// do, without the limits of requests: it goes to the client.
final class ToolArguments {
    private ToolArguments() {}

    /// Whether a text is no JSON; a tool without parameters may have no text at all.
    static boolean garbled(String written) {
        return !written.isBlank() && !isJson(written);
    }

    private static boolean isJson(String text) {
        try (JsonParser parser = ExactJson.checker().createParser(text)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JsonProcessingException garbled) {
            return false;
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory failed", impossible);
        }
    }

    /// The arguments as a tree. What is no JSON, or is nested more deeply than a tree can be written
    /// again, is carried as text ([CallIds#arguments]).
    static JsonNode tree(String written) {
        if (written.isBlank()) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            return ExactJson.whole().readTree(written);
        } catch (JsonProcessingException notAsTree) {
            return CallIds.arguments(written);
        }
    }
}
