package io.breakwater.demo;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// An ordinary client of the gateway's OpenAI API, over real HTTP. Thread-safe.
public final class GatewayClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MAX_TOKENS = 16;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI gateway;
    private final Map<String, String> keys;

    /// @param keys API keys by tenant
    public GatewayClient(HttpClient http, URI gateway, Map<String, String> keys) {
        this.http = http;
        this.gateway = gateway;
        this.keys = Map.copyOf(keys);
    }

    /// The connections of a client. HTTP/1.1 from the start: API Gateway does not understand an upgrade
    /// to HTTP/2 over plain text.
    public static HttpClient http() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    /// @throws DemoException if nobody answers there
    public void mustAnswer() throws DemoException, InterruptedException {
        HttpRequest request = at("/healthz").GET().build();
        try {
            http.send(request, BodyHandlers.discarding());
        } catch (IOException unreachable) {
            throw unreachable(unreachable);
        }
    }

    /// Sends one chat completion. Any outcome gives an answer, even a failed connection.
    DemoAnswer chat(String tenant, String alias) throws InterruptedException {
        try {
            HttpResponse<String> response =
                    http.send(asking(tenant, "/v1/chat/completions", alias), BodyHandlers.ofString());
            return new DemoAnswer(
                    tenant,
                    response.statusCode(),
                    response.headers().firstValue("x-breakwater-model"),
                    response.headers().firstValue("x-breakwater-target").flatMap(TargetName::of),
                    response.headers().firstValue("retry-after"),
                    response.statusCode() == 200 ? "" : trouble(response));
        } catch (IOException broken) {
            return DemoAnswer.none(tenant, "no answer: " + broken);
        }
    }

    /// The gateway's plan for such a request now.
    ShownPlan plan(String tenant, String alias) throws DemoException, InterruptedException {
        return ShownPlan.of(json(asking(tenant, "/v1/plan", alias)));
    }

    /// The room in the tenant's own request limit now.
    RequestsLeft room(String tenant) throws DemoException, InterruptedException {
        JsonNode usage = json(as(tenant, "/v1/usage").GET().build());
        return RequestsLeft.of(usage.path("requestsPerMinute"));
    }

    private HttpRequest asking(String tenant, String path, String alias) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", alias).put("max_tokens", MAX_TOKENS);
        body.putArray("messages").addObject().put("role", "user").put("content", "Name one harbour.");
        return as(tenant, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
    }

    private HttpRequest.Builder as(String tenant, String path) {
        return at(path).header("Authorization", "Bearer " + keys.get(tenant));
    }

    private HttpRequest.Builder at(String path) {
        String base = gateway.toString().replaceAll("/+$", "");
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
    }

    private JsonNode json(HttpRequest request) throws DemoException, InterruptedException {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw DemoException.unusable("%s answered %s".formatted(request.uri(), trouble(response)));
            }
            return JSON.readTree(response.body());
        } catch (JacksonException notJson) {
            throw DemoException.unusable(request.uri() + " did not answer with JSON: is it a Breakwater gateway?");
        } catch (IOException unreachable) {
            throw unreachable(unreachable);
        }
    }

    private DemoException unreachable(IOException cause) {
        return DemoException.unusable(
                "No gateway answers at %s (%s); is it started, and the address right?".formatted(gateway, cause));
    }

    private static String trouble(HttpResponse<String> response) {
        return response.statusCode()
                + message(response.body()).map(message -> ": " + message).orElse("");
    }

    private static Optional<String> message(String body) {
        try {
            return Optional.ofNullable(
                    JSON.readTree(body).path("error").path("message").textValue());
        } catch (JacksonException _) {
            return Optional.of(body.substring(0, Math.min(body.length(), 200)));
        }
    }
}
