package io.breakwater.local.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;
import software.amazon.dynamodb.services.local.shared.mapper.DynamoDbObjectMapper;

/// DynamoDB's own engine behind its own protocol on a loopback port, so that processes can share its tables.
final class DynamoServer implements AutoCloseable {
    private static final ObjectMapper JSON = new DynamoDbObjectMapper();
    private static final String TYPES = "com.amazonaws.dynamodb.v20120810#";

    private final AmazonDynamoDBLocal engine = DynamoDBEmbedded.create(true);
    private final DynamoDbClient client = engine.dynamoDbClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Map<String, Operation<?>> operations = Map.of(
            "CreateTable", new Operation<>(CreateTableRequest.class, client::createTable),
            "DescribeTable", new Operation<>(DescribeTableRequest.class, client::describeTable),
            "GetItem", new Operation<>(GetItemRequest.class, client::getItem),
            "PutItem", new Operation<>(PutItemRequest.class, client::putItem),
            "Scan", new Operation<>(ScanRequest.class, client::scan),
            "TransactWriteItems", new Operation<>(TransactWriteItemsRequest.class, client::transactWriteItems),
            "UpdateItem", new Operation<>(UpdateItemRequest.class, client::updateItem));

    private record Operation<T>(Class<T> request, Function<T, Object> call) {
        byte[] answer(byte[] body) throws IOException {
            return JSON.writeValueAsBytes(call.apply(JSON.readValue(body, request)));
        }
    }

    private DynamoServer(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    static DynamoServer start() throws IOException {
        return new DynamoServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    int port() {
        return server.getAddress().getPort();
    }

    /// What a process needs to find it as the SDK finds any endpoint.
    Map<String, String> variables() {
        return variables(endpoint());
    }

    /// The same for something that stands in front of it.
    static Map<String, String> variables(URI endpoint) {
        return Map.of(
                "AWS_ENDPOINT_URL_DYNAMODB", endpoint.toString(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local");
    }

    /// The tables, without a socket between.
    DynamoDbClient tables() {
        return client;
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
                .put("__type", TYPES + refused.getClass().getSimpleName())
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

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        engine.shutdownNow();
    }
}
