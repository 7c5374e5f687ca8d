package io.breakwater.adapters.telemetry;

import io.breakwater.event.GatewayEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/// Collects the measurements of a request's events and writes them when the request ends. Thread-safe.
///
/// If too many requests are waiting, the oldest is written although its end was never reported, so that
/// memory stays bounded.
public final class RequestMetrics implements Consumer<GatewayEvent> {
    /// The most waiting requests, far more than a function serves at once.
    static final int MOST_WAITING = 1_000;

    private final EmbeddedMetrics metrics;
    private final Measurements measurements;
    private final Consumer<RuntimeException> troubles;
    private final SequencedMap<String, List<Measured>> waiting = new LinkedHashMap<>();

    RequestMetrics(EmbeddedMetrics metrics, Measurements measurements, Consumer<RuntimeException> troubles) {
        this.metrics = metrics;
        this.measurements = measurements;
        this.troubles = troubles;
    }

    @Override
    public void accept(GatewayEvent event) {
        try {
            collect(event, measurements.of(event));
        } catch (RuntimeException trouble) {
            troubles.accept(trouble);
        }
    }

    private void collect(GatewayEvent event, List<Measured> measured) {
        if (last(event)) {
            write(event.at(), ended(event.requestId(), measured));
        } else {
            keep(event.requestId(), measured).ifPresent(oldest -> write(event.at(), oldest));
        }
    }

    private static boolean last(GatewayEvent event) {
        return switch (event) {
            case GatewayEvent.RequestEnded _, GatewayEvent.TargetsUnknown _, GatewayEvent.TargetChanged _ -> true;
            case GatewayEvent.Defect defect -> defect.last();
            case GatewayEvent.AttemptEnded _,
                    GatewayEvent.BreakersOpen _,
                    GatewayEvent.QuotaUsed _,
                    GatewayEvent.StoreFailed _,
                    GatewayEvent.LimitOverlooked _,
                    GatewayEvent.GuardrailRefused _,
                    GatewayEvent.AdmittedLocally _,
                    GatewayEvent.SettlementLost _ -> false;
        };
    }

    private void write(Instant at, List<Measured> measured) {
        metrics.write(at, measured);
    }

    private synchronized List<Measured> ended(String requestId, List<Measured> last) {
        List<Measured> all = new ArrayList<>(last);
        all.addAll(waiting.getOrDefault(requestId, List.of()));
        waiting.remove(requestId);
        return all;
    }

    private synchronized Optional<List<Measured>> keep(String requestId, List<Measured> measured) {
        waiting.computeIfAbsent(requestId, _ -> new ArrayList<>()).addAll(measured);
        return waiting.size() > MOST_WAITING
                ? Optional.ofNullable(waiting.pollFirstEntry()).map(Map.Entry::getValue)
                : Optional.empty();
    }
}
