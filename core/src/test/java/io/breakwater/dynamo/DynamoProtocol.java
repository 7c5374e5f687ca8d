package io.breakwater.dynamo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;

/// DynamoDB in memory behind DynamoDB's own protocol, JSON 1.0, independent of the server that carries
/// it. It asks for no credentials.
public final class DynamoProtocol {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPES = "com.amazonaws.dynamodb.v20120810#";

    private final Dynamo dynamo = new Dynamo();

    /// The answer, of the type `application/x-amz-json-1.0`.
    ///
    /// @param status the HTTP status
    /// @param body JSON
    public record Answer(int status, String body) {}

    /// @param target the value of the header `x-amz-target`
    /// @throws IOException if the body cannot be read
    public Answer answer(String target, InputStream body) throws IOException {
        String operation = target.substring(target.indexOf('.') + 1);
        try {
            return new Answer(200, JSON.writeValueAsString(dynamo.answer(operation, JSON.readTree(body))));
        } catch (DynamoRefusal refused) {
            return new Answer(400, JSON.writeValueAsString(error(refused)));
        }
    }

    private static ObjectNode error(DynamoRefusal refused) {
        ObjectNode error = JsonNodeFactory.instance
                .objectNode()
                .put("__type", TYPES + refused.type())
                .put("message", refused.getMessage());
        refused.item().ifPresent(item -> error.set("Item", Values.json(item)));
        return error;
    }
}
