package io.breakwater.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.breakwater.identity.ApiKey;
import io.breakwater.identity.Pepper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// Secrets Manager, DynamoDB and an API Gateway without keys, to the extent that the control functions
/// read them, on a real socket.
final class FakeAws implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// The configuration as it is shipped.
    static final Path SHIPPED = Path.of(System.getProperty("breakwater.root"), "config");

    private static final String PEPPER = "p".repeat(64);

    private final HttpServer server;

    /// Secret texts by secret id.
    final Map<String, String> secrets = new ConcurrentHashMap<>();

    /// Items as DynamoDB's JSON, by table and `pk`.
    final Map<String, String> items = new ConcurrentHashMap<>();

    /// The keys of all items that were requested.
    final List<String> asked = new CopyOnWriteArrayList<>();

    /// Whether DynamoDB refuses everything.
    volatile boolean tablesClosed;

    /// Tables that DynamoDB refuses to read.
    final Set<String> closedTables = ConcurrentHashMap.newKeySet();

    /// The keys of the items whose read was refused.
    final List<String> refused = new CopyOnWriteArrayList<>();

    private FakeAws() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /// Around a deployment of dev, whose files are put into the folder of its functions.
    static FakeAws ofDev(Path task) throws IOException {
        Path config = Files.createDirectories(task.resolve("config"));
        Files.copy(SHIPPED.resolve("models.yaml"), config.resolve("models.yaml"));
        Files.copy(SHIPPED.resolve("dev.yaml"), config.resolve("environment.yaml"));
        Files.writeString(config.resolve("shards.json"), "{}");
        FakeAws aws = new FakeAws();
        aws.secrets.put("arn:pepper", PEPPER);
        return aws;
    }

    /// A new key of the tenant `search` in this table.
    ApiKey keyIn(String table) {
        ApiKey key = ApiKey.generate("dev", RandomGenerator.of("L64X128MixRandom"));
        String hash =
                new Pepper(PEPPER.getBytes(StandardCharsets.UTF_8)).hash(key).hex();
        items.put(table + "/K#" + key.keyId(), """
                {"pk": {"S": "K#%s"}, "hash": {"S": "%s"}, "tenant": {"S": "search"}, "revoked": {"BOOL": false},
                 "usageIdentifier": {"S": "abcdefghijklmnopqrst"}}""".formatted(key.keyId(), hash));
        return key;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    ControlClients clients() {
        URI endpoint = endpoint();
        return new ControlClients(builder -> builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"))));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            String target = target(exchange);
            if (target.startsWith("DynamoDB") && (tablesClosed || closedTables.contains(table(request)))) {
                refused.add(request.at("/Key/pk/S").asText());
                exchange.sendResponseHeaders(400, -1);
                return;
            }
            byte[] body = JSON.writeValueAsBytes(
                    switch (target) {
                        case "secretsmanager.GetSecretValue" ->
                            Map.of(
                                    "SecretString",
                                    secrets.get(request.path("SecretId").asText()));
                        case "DynamoDB_20120810.GetItem" -> item(request);
                        case "DynamoDB_20120810.Scan" -> all(table(request));
                        case "GET /apikeys", "GET /usageplans" -> Map.of("item", List.of());
                        default -> throw new IOException("not served: " + target);
                    });
            exchange.getResponseHeaders().set("content-type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /// The operation's name; API Gateway's requests have a path instead.
    private static String target(HttpExchange exchange) {
        String named = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        return named == null
                ? exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()
                : named;
    }

    private static String table(JsonNode request) {
        return request.path("TableName").asText();
    }

    private Map<String, List<JsonNode>> all(String table) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        for (Map.Entry<String, String> item : items.entrySet()) {
            if (item.getKey().startsWith(table + "/")) {
                found.add(JSON.readTree(item.getValue()));
            }
        }
        return Map.of("Items", found);
    }

    private Map<String, JsonNode> item(JsonNode request) throws IOException {
        asked.add(request.at("/Key/pk/S").asText());
        String item = items.get(request.path("TableName").asText() + "/"
                + request.at("/Key/pk/S").asText());
        return item == null ? Map.of() : Map.of("Item", JSON.readTree(item));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
