package io.breakwater.dialect.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Reads an answer in which arrays of numbers are vectors: each becomes bytes at once, as little-endian
/// numbers of four bytes. As tree nodes, the numbers of a batch take ten times the time and memory.
final class VectorReader {
    /// The usual length of a vector, in numbers.
    private static final int USUAL = 1_536;

    private static final BinaryNode NONE = BinaryNode.valueOf(new byte[0]);

    private VectorReader() {}

    /// @param json a parser before its first token
    static JsonNode read(JsonParser json) throws IOException {
        return json.nextToken() == null ? JsonNodeFactory.instance.missingNode() : value(json);
    }

    private static JsonNode value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            default -> json.readValueAsTree();
        };
    }

    private static ObjectNode object(JsonParser json) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            object.set(name, value(json));
        }
        return object;
    }

    private static JsonNode array(JsonParser json) throws IOException {
        if (json.nextToken().isNumeric()) {
            return vector(json);
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        while (json.currentToken() != JsonToken.END_ARRAY) {
            array.add(value(json));
            json.nextToken();
        }
        return array;
    }

    /// Null if an element is not a number.
    private static BinaryNode vector(JsonParser json) throws IOException {
        float[] numbers = new float[USUAL];
        int length = 0;
        boolean whole = true;
        for (; json.currentToken() != JsonToken.END_ARRAY; json.nextToken()) {
            if (json.currentToken().isNumeric()) {
                numbers = length < numbers.length ? numbers : Arrays.copyOf(numbers, 2 * length);
                numbers[length++] = json.getFloatValue();
            } else {
                whole = false;
                json.skipChildren();
            }
        }
        return whole ? BinaryNode.valueOf(bytes(numbers, length)) : NONE;
    }

    private static byte[] bytes(float[] numbers, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers, 0, length);
        return bytes.array();
    }
}
