package io.breakwater.deploytest.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.breakwater.iam.DocumentKind;
import io.breakwater.iam.Grammar;
import io.breakwater.ops.account.AccountRegion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The two calls of CloudWatch's cross-account links that an account makes once, on a port of its own:
/// the emulator lacks that API. A sink must be created before it gets a policy, and the policy must be
/// one that IAM accepts ("CreateSink", "PutSinkPolicy", CloudWatch Observability Access Manager API
/// Reference).
public final class LinkSinks implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AccountRegion home;
    private final HttpServer server;
    private final Map<String, String> policies = new ConcurrentHashMap<>();

    private LinkSinks(AccountRegion home, HttpServer server) {
        this.home = home;
        this.server = server;
    }

    /// @param home the place of the sinks
    public static LinkSinks open(AccountRegion home) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        LinkSinks sinks = new LinkSinks(home, server);
        server.createContext("/CreateSink", exchange -> sinks.answer(exchange, sinks::created));
        server.createContext("/PutSinkPolicy", exchange -> sinks.answer(exchange, sinks::opened));
        server.start();
        return sinks;
    }

    /// The sink that is created there: each account has one in a Region.
    public static String arn(AccountRegion home) {
        return "arn:aws:oam:%s:%s:sink/made-once".formatted(home.region(), home.account());
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Whether there is a sink that lets others in.
    public boolean letsOthersIn() {
        return !policies.getOrDefault(arn(home), "").isEmpty();
    }

    private interface Call {
        ObjectNode answer(JsonNode asked) throws IOException;
    }

    private void answer(HttpExchange exchange, Call call) throws IOException {
        try (exchange) {
            ObjectNode answer;
            int status = 200;
            try {
                answer = call.answer(JSON.readTree(exchange.getRequestBody()));
            } catch (IllegalArgumentException refused) {
                status = 400;
                answer = JsonNodeFactory.instance.objectNode().put("message", refused.getMessage());
                exchange.getResponseHeaders().set("x-amzn-errortype", "InvalidParameterException");
            }
            byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private ObjectNode created(JsonNode asked) {
        String name = asked.path("Name").asText();
        if (!name.matches("[a-zA-Z0-9_.-]{1,255}") || policies.putIfAbsent(arn(home), "") != null) {
            throw new IllegalArgumentException("no further sink, or no name for one: " + name);
        }
        return JsonNodeFactory.instance.objectNode().put("Arn", arn(home)).put("Name", name);
    }

    private ObjectNode opened(JsonNode asked) {
        String sink = asked.path("SinkIdentifier").asText();
        String policy = asked.path("Policy").asText();
        List<String> faults = Grammar.faults(DocumentKind.RESOURCE, policy);
        if (!policies.containsKey(sink) || !faults.isEmpty()) {
            throw new IllegalArgumentException("no sink " + sink + ", or no policy: " + faults);
        }
        policies.put(sink, policy);
        return JsonNodeFactory.instance.objectNode().put("SinkArn", sink).put("Policy", policy);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
