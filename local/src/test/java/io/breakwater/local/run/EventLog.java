package io.breakwater.local.run;

import io.breakwater.event.GatewayEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Remembers what happened to requests, and lets a test wait for a request's end.
final class EventLog implements Consumer<GatewayEvent> {
    private final List<GatewayEvent> events = new CopyOnWriteArrayList<>();
    private final Map<String, CompletableFuture<GatewayEvent.RequestEnded>> ends = new ConcurrentHashMap<>();

    @Override
    public void accept(GatewayEvent event) {
        events.add(event);
        if (event instanceof GatewayEvent.RequestEnded ended) {
            end(ended.requestId()).complete(ended);
        }
    }

    /// Completed when the request ends.
    CompletableFuture<GatewayEvent.RequestEnded> end(String requestId) {
        return ends.computeIfAbsent(requestId, _ -> new CompletableFuture<>());
    }

    /// The end of a request, which comes after its settlement.
    GatewayEvent.RequestEnded ended(String requestId) {
        return end(requestId).orTimeout(10, TimeUnit.SECONDS).join();
    }

    /// The calls of a request in their order. The last one is told after its caller has the answer, so this
    /// waits for the request's end.
    List<GatewayEvent.AttemptEnded> attempts(String requestId) {
        ended(requestId);
        return events.stream()
                .filter(event -> event.requestId().equals(requestId))
                .filter(GatewayEvent.AttemptEnded.class::isInstance)
                .map(GatewayEvent.AttemptEnded.class::cast)
                .toList();
    }

    List<String> outcomes(String requestId) {
        return attempts(requestId).stream()
                .map(GatewayEvent.AttemptEnded::outcome)
                .toList();
    }

    <T extends GatewayEvent> List<T> all(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
