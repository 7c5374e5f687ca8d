package io.breakwater.demo;

import io.breakwater.call.Pause;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;

/// Checks the limits before a burst, and waits until they are full, so that the burst shows the limits
/// themselves.
///
/// It checks again when the limits should be full, as a check costs requests, too. After 90 s, longer
/// than any one-minute limit takes to fill, others must be using them: then the demo starts with the
/// room that is left.
final class Readiness {
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final GatewayClient gateway;
    private final Pause pause;
    private final PrintWriter progress;

    Readiness(GatewayClient gateway, Pause pause, PrintWriter progress) {
        this.gateway = gateway;
        this.pause = pause;
        this.progress = progress;
    }

    /// The gateway's plan for an alias, with all its pools full.
    ShownPlan plan(String tenant, String alias) throws DemoException, InterruptedException {
        return whenFull(() -> gateway.plan(tenant, alias), ShownPlan::notFull, ShownPlan::untilFull);
    }

    /// The tenants' own limits, all full.
    SequencedMap<String, RequestsLeft> rooms(List<String> tenants) throws DemoException, InterruptedException {
        return whenFull(() -> look(tenants), Readiness::notFull, Readiness::untilFull);
    }

    private interface Look<T> {
        T look() throws DemoException, InterruptedException;
    }

    private <T> T whenFull(Look<T> look, Function<T, List<String>> lacking, Function<T, Duration> untilFull)
            throws DemoException, InterruptedException {
        T seen = look.look();
        if (!lacking.apply(seen).isEmpty()) {
            say("not all limits are free yet, waiting (%s)", lacking.apply(seen));
        }
        Duration left = LONGEST;
        while (left.isPositive() && !lacking.apply(seen).isEmpty()) {
            Duration wait = between(SHORTEST, untilFull.apply(seen), left);
            pause.pause(wait);
            left = left.minus(wait);
            seen = look.look();
        }
        if (!lacking.apply(seen).isEmpty()) {
            say(
                    "not all limits are free after the wait, so other callers seem to use them; starting with the limits that are left (%s)",
                    lacking.apply(seen));
        }
        return seen;
    }

    private static Duration between(Duration least, Duration wish, Duration most) {
        Duration enough = wish.compareTo(least) < 0 ? least : wish;
        return enough.compareTo(most) > 0 ? most : enough;
    }

    private static Duration untilFull(SequencedMap<String, RequestsLeft> rooms) {
        return rooms.values().stream()
                .map(RequestsLeft::untilFull)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private void say(String sentence, List<String> lacking) {
        progress.println(sentence.formatted(String.join("; ", lacking)));
        progress.flush();
    }

    private SequencedMap<String, RequestsLeft> look(List<String> tenants) throws DemoException, InterruptedException {
        SequencedMap<String, RequestsLeft> rooms = new LinkedHashMap<>();
        for (String tenant : tenants) {
            rooms.put(tenant, gateway.room(tenant));
        }
        return rooms;
    }

    private static List<String> notFull(SequencedMap<String, RequestsLeft> rooms) {
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
