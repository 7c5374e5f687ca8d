package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.wire.Json;
import java.util.Arrays;
import java.util.List;

/// The members of an object that JSON pointers name, each at its original place. Source:
/// `additionalModelResponseFieldPaths` in "Converse", Amazon Bedrock API Reference.
final class PickedFields {

    private PickedFields() {}

    static ObjectNode of(JsonNode object, List<String> pointers) {
        ObjectNode picked = Json.object();
        for (String pointer : pointers) {
            JsonNode value =
                    pointer.startsWith("/") ? object.at(pointer) : Json.object().path(pointer);
            if (!value.isMissingNode()) {
                place(picked, Arrays.asList(pointer.substring(1).split("/", -1)), value);
            }
        }
        return picked;
    }

    private static void place(ObjectNode at, List<String> names, JsonNode value) {
        String name = names.getFirst().replace("~1", "/").replace("~0", "~");
        if (names.size() == 1) {
            at.set(name, value);
        } else {
            place(
                    at.path(name) instanceof ObjectNode had ? had : at.putObject(name),
                    names.subList(1, names.size()),
                    value);
        }
    }
}
