package io.breakwater.local.demo;

import io.breakwater.call.Pause;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;

/// Looks at the limits before a burst, and waits until they are full, so that the burst shows the limits themselves.
///
/// After 90 s, longer than any one-minute limit takes to fill, others must be using them: then the demo starts with
/// what there is.
final class Readiness {
    private static final int MOST_LOOKS = 90;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final GatewayClient gateway;
    private final Pause pause;
    private final PrintWriter progress;

    Readiness(GatewayClient gateway, Pause pause, PrintWriter progress) {
        this.gateway = gateway;
        this.pause = pause;
        this.progress = progress;
    }

    /// The gateway's plan for an alias, with all its pools full.
    Plan plan(String tenant, String alias) throws DemoException, InterruptedException {
        return whenFull(() -> gateway.plan(tenant, alias), Plan::notFull);
    }

    /// The tenants' own limits, all full.
    SequencedMap<String, Room> rooms(List<String> tenants) throws DemoException, InterruptedException {
        return whenFull(() -> look(tenants), Readiness::notFull);
    }

    private interface Look<T> {
        T look() throws DemoException, InterruptedException;
    }

    private <T> T whenFull(Look<T> look, Function<T, List<String>> lacking) throws DemoException, InterruptedException {
        T seen = look.look();
        if (!lacking.apply(seen).isEmpty()) {
            say("not all is free, waiting until it is (%s)", lacking.apply(seen));
        }
        for (int looks = 0; looks < MOST_LOOKS && !lacking.apply(seen).isEmpty(); looks++) {
            pause.pause(BETWEEN_LOOKS);
            seen = look.look();
        }
        if (!lacking.apply(seen).isEmpty()) {
            say("still not all is free, others seem to use it; starting with what there is (%s)", lacking.apply(seen));
        }
        return seen;
    }

    private void say(String sentence, List<String> lacking) {
        progress.println(sentence.formatted(String.join("; ", lacking)));
        progress.flush();
    }

    private SequencedMap<String, Room> look(List<String> tenants) throws DemoException, InterruptedException {
        SequencedMap<String, Room> rooms = new LinkedHashMap<>();
        for (String tenant : tenants) {
            rooms.put(tenant, gateway.room(tenant));
        }
        return rooms;
    }

    private static List<String> notFull(SequencedMap<String, Room> rooms) {
        return rooms.entrySet().stream()
                .filter(tenant -> !tenant.getValue().full())
                .map(tenant -> "tenant %s: %d of %d requests left"
                        .formatted(
                                tenant.getKey(),
                                tenant.getValue().remaining(),
                                tenant.getValue().limitPerMinute()))
                .toList();
    }
}
