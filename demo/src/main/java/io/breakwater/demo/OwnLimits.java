package io.breakwater.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// Isolation: every tenant gets what its own limit allows, regardless of the others; beyond it, 429
/// with `Retry-After`.
///
/// @param rooms the room in each tenant's limit before the burst
/// @param each how many requests each tenant sends
record OwnLimits(SequencedMap<String, RequestsLeft> rooms, int each) implements Expectation {

    @Override
    public String promise() {
        return rooms.entrySet().stream()
                        .map(tenant -> "%s may send %d"
                                .formatted(
                                        tenant.getKey(),
                                        Math.min(each, tenant.getValue().remaining())))
                        .collect(Collectors.joining(", "))
                + " of " + each;
    }

    @Override
    public PatternVerdict judge(Evidence evidence) {
        return rooms.entrySet().stream()
                .flatMap(tenant -> against(tenant, evidence).stream())
                .findFirst()
                .<PatternVerdict>map(PatternVerdict.NotHeld::new)
                .orElseGet(() -> new PatternVerdict.Held(seen(evidence)));
    }

    private Optional<String> against(Map.Entry<String, RequestsLeft> tenant, Evidence evidence) {
        Evidence own = of(tenant.getKey(), evidence);
        RequestsLeft room = tenant.getValue();
        long least = Math.min(own.sent(), room.remaining());
        long most = room.remaining() >= own.sent() ? own.sent() : room.remaining() + room.grownIn(evidence.took());
        if (own.succeeded() < least || own.succeeded() > most) {
            return Optional.of("tenant %s may have %d of %d answered; %s"
                    .formatted(tenant.getKey(), least, own.sent(), own.answered()));
        }
        return own.answers().stream()
                .filter(answer -> !answer.succeeded())
                .flatMap(answer -> impolite(answer).stream())
                .findFirst();
    }

    private static Optional<String> impolite(DemoAnswer refusal) {
        if (!refusal.rateLimited()) {
            return Optional.of(
                    "tenant %s over its limit did not get 429, but %s".formatted(refusal.tenant(), refusal.trouble()));
        }
        return refusal.saysWhen()
                ? Optional.empty()
                : Optional.of("tenant %s got 429 %s"
                        .formatted(
                                refusal.tenant(),
                                refusal.retryAfter()
                                        .map(text ->
                                                "with Retry-After \"" + text + "\", which is not a number of seconds")
                                        .orElse("without Retry-After")));
    }

    private static Evidence of(String tenant, Evidence all) {
        return new Evidence(
                all.answers().stream()
                        .filter(answer -> answer.tenant().equals(tenant))
                        .toList(),
                all.served(),
                all.took());
    }

    private String seen(Evidence evidence) {
        List<String> tenants = new ArrayList<>();
        for (String tenant : rooms.keySet()) {
            Evidence own = of(tenant, evidence);
            tenants.add("%s %d of %d".formatted(tenant, own.succeeded(), own.sent()));
        }
        return String.join(", ", tenants) + "; every 429 says when to retry";
    }
}
