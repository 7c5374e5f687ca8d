package io.breakwater.deploytest.step;

import io.breakwater.model.AccountId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/// Sets the faults of a simulated Bedrock.
record Faults(HttpClient http, URI simulation) {

    /// Lets every call of a model's geographic profile be throttled, for a minute at most.
    public void throttle(String model) throws IOException, InterruptedException {
        plant("{\"profile\": \"us." + model + "\"}", "throttle");
    }

    /// Denies an account every call, for a minute at most.
    public void deny(AccountId account) throws IOException, InterruptedException {
        plant("{\"account\": \"" + account + "\"}", "access-denied");
    }

    /// Lets the next stream stand still after its first pieces, until all faults end.
    public void stallOneStream() throws IOException, InterruptedException {
        add("{\"match\": {\"stream\": true}, \"fault\": \"stall\", \"afterPieces\": 4, \"times\": 1}");
    }

    private void plant(String match, String fault) throws IOException, InterruptedException {
        add("{\"match\": " + match + ", \"fault\": \"" + fault + "\", \"for\": \"60s\"}");
    }

    private void add(String fault) throws IOException, InterruptedException {
        String faults = "[" + fault + "]";
        send(request().POST(BodyPublishers.ofString(faults)));
    }

    /// Ends all faults.
    public void clear() throws IOException, InterruptedException {
        send(request().DELETE());
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(simulation.resolve("/_sim/faults"));
    }

    private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("the simulated Bedrock does not take faults: " + response.body());
        }
    }
}
