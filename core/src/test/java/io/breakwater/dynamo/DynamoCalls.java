package io.breakwater.dynamo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/// Calls in DynamoDB's protocol without an SDK in between: exactly what a test says is sent.
public record DynamoCalls(URI endpoint, HttpClient http) {
    /// It names the called service too, which is the only part that moto reads.
    private static final String SCOPE = "AWS4-HMAC-SHA256 Credential=test/20261122/us-east-1/dynamodb/aws4_request, "
            + "SignedHeaders=host, Signature=none";

    private static final ObjectMapper JSON = new ObjectMapper();

    public static DynamoCalls to(URI endpoint) {
        return new DynamoCalls(
                endpoint,
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    /// What DynamoDB sent back.
    public record Reply(int status, JsonNode content) {

        /// The name of the exception; empty if there is none.
        public String refusal() {
            String type = content.path("__type").asText("");
            return type.substring(type.indexOf('#') + 1);
        }
    }

    /// @param operation the operation's name in the API
    public Reply call(String operation, ObjectNode request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(endpoint)
                        .header("authorization", SCOPE)
                        .header("content-type", "application/x-amz-json-1.0")
                        .header("x-amz-target", "DynamoDB_20120810." + operation)
                        .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request)))
                        .build(),
                BodyHandlers.ofByteArray());
        return new Reply(answer.statusCode(), JSON.readTree(answer.body()));
    }

    /// Makes a table with one string key, `pk`, unless it exists.
    public void makeTable(String name) throws IOException, InterruptedException {
        ObjectNode request = JSON.createObjectNode().put("TableName", name).put("BillingMode", "PAY_PER_REQUEST");
        request.putArray("AttributeDefinitions")
                .addObject()
                .put("AttributeName", "pk")
                .put("AttributeType", "S");
        request.putArray("KeySchema").addObject().put("AttributeName", "pk").put("KeyType", "HASH");
        call("CreateTable", request);
    }
}
