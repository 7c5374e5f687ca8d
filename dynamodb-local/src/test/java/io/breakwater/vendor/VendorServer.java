package io.breakwater.vendor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;
import software.amazon.dynamodb.services.local.shared.mapper.DynamoDbObjectMapper;

/// DynamoDB Local's engine behind DynamoDB's own protocol on a loopback port.
final class VendorServer {
    private static final ObjectMapper JSON = new DynamoDbObjectMapper();
    private static final String TYPES = "com.amazonaws.dynamodb.v20120810#";

    /// One server for all tests of the process, since the engine takes a second to start.
    static final VendorServer SHARED = start();

    private final AmazonDynamoDBLocal engine = DynamoDBEmbedded.create(true);
    private final DynamoDbClient client = engine.dynamoDbClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Map<String, Operation<?>> operations = Map.of(
            "CreateTable", new Operation<>(CreateTableRequest.class, client::createTable),
            "DeleteItem", new Operation<>(DeleteItemRequest.class, client::deleteItem),
            "GetItem", new Operation<>(GetItemRequest.class, client::getItem),
            "PutItem", new Operation<>(PutItemRequest.class, client::putItem),
            "UpdateItem", new Operation<>(UpdateItemRequest.class, client::updateItem));

    private record Operation<T>(Class<T> request, Function<T, Object> call) {
        byte[] answer(byte[] body) throws IOException {
            return JSON.writeValueAsBytes(call.apply(JSON.readValue(body, request)));
        }
    }

    private VendorServer(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private static VendorServer start() {
        try {
            return new VendorServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException deaf) {
            throw new UncheckedIOException(deaf);
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// The tables, without a socket in between.
    DynamoDbClient tables() {
        return client;
    }

    /// Makes the table empty, whether or not it existed.
    void emptyTable(String name) {
        if (client.listTables().tableNames().contains(name)) {
            client.deleteTable(delete -> delete.tableName(name));
        }
        client.createTable(create -> create.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("pk")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("pk")
                        .keyType(KeyType.HASH)
                        .build()));
    }

    private void handle(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestHeaders().getFirst("x-amz-target");
        Operation<?> operation = operations.get(target.substring(target.indexOf('.') + 1));
        byte[] body = exchange.getRequestBody().readAllBytes();
        try {
            answer(exchange, 200, operation.answer(body));
        } catch (DynamoDbException refused) {
            answer(exchange, refused.statusCode(), JSON.writeValueAsBytes(error(refused)));
        }
    }

    private static ObjectNode error(DynamoDbException refused) {
        ObjectNode error = JSON.createObjectNode()
                .put("__type", TYPES + refused.awsErrorDetails().errorCode())
                .put("message", refused.getMessage());
        if (refused instanceof ConditionalCheckFailedException condition && condition.hasItem()) {
            error.set("Item", JSON.valueToTree(condition.item()));
        }
        return error;
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("content-type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
