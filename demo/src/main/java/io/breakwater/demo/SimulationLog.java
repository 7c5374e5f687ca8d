package io.breakwater.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The invocation log of a simulated Bedrock, which tells the Region that really served a call.
/// Thread-safe.
final class SimulationLog {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI simulation;

    SimulationLog(HttpClient http, URI simulation) {
        this.http = http;
        this.simulation = simulation;
    }

    /// Whether a simulated Bedrock answers there.
    boolean there() throws InterruptedException {
        try {
            return http.send(get("healthz"), BodyHandlers.ofString()).body().contains("\"ok\"");
        } catch (IOException _) {
            return false;
        }
    }

    /// The place in the log that the next call will have.
    long end() throws DemoException, InterruptedException {
        JsonNode entries = read("invocations");
        return entries.isEmpty()
                ? 0
                : entries.get(entries.size() - 1).path("index").asLong() + 1;
    }

    /// The calls from a place on that were answered in full.
    List<ServedCall> since(long index) throws DemoException, InterruptedException {
        List<ServedCall> calls = new ArrayList<>();
        for (JsonNode entry : read("invocations?since=" + index)) {
            if (entry.path("status").asInt() == 200 && !entry.has("errorCode") && entry.has("inferenceRegion")) {
                calls.add(new ServedCall(
                        entry.path("accountId").asText(),
                        entry.path("region").asText(),
                        entry.path("profile").asText(),
                        entry.path("inferenceRegion").asText()));
            }
        }
        return calls;
    }

    private JsonNode read(String what) throws DemoException, InterruptedException {
        try {
            HttpResponse<String> response = http.send(get(what), BodyHandlers.ofString());
            if (response.statusCode() == 200) {
                return JSON.readTree(response.body());
            }
            throw DemoException.unusable(
                    "The simulated Bedrock at %s answered %d to %s".formatted(simulation, response.statusCode(), what));
        } catch (IOException broken) {
            throw DemoException.unusable("The invocation log of the simulated Bedrock at %s cannot be read: %s"
                    .formatted(simulation, broken));
        }
    }

    private HttpRequest get(String what) {
        String base = simulation.toString().replaceAll("/+$", "");
        return HttpRequest.newBuilder(URI.create(base + "/_sim/" + what))
                .timeout(PATIENCE)
                .GET()
                .build();
    }
}
