package io.breakwater.control.usagekeys;

import io.breakwater.model.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// API Gateway's keys with state. Like API Gateway, it makes no two keys with the same value.
final class FakeUsageKeys implements UsageKeys {
    final Map<String, UsageKey> keys = new TreeMap<>();
    final Set<String> plans;

    /// Each call that changed something, in order.
    final List<String> calls = new ArrayList<>();

    int most = Integer.MAX_VALUE;
    int callsLeft = Integer.MAX_VALUE;
    Instant now;

    FakeUsageKeys(Instant now, String... plans) {
        this.now = now;
        this.plans = Set.of(plans);
    }

    @Override
    public There read() {
        return new There(plans, List.copyOf(keys.values()));
    }

    @Override
    public Making make(WantedKey wanted) {
        called("make " + wanted.tenant());
        if (keys.values().stream().anyMatch(key -> key.mark().equals(wanted.mark()))) {
            return new Making.Taken("there is such a key");
        }
        if (keys.size() >= most) {
            return new Making.Full("there are " + most);
        }
        String id = "id" + calls.size();
        UsageKey made = new UsageKey(id, wanted.tenant(), wanted.plan(), wanted.mark(), now, false);
        keys.put(id, made);
        return new Making.Made(made);
    }

    @Override
    public void join(UsageKey key) {
        called("join " + key.tenant());
        keys.computeIfPresent(key.id(), (_, known) -> known.inPlan());
    }

    @Override
    public void remove(UsageKey key) {
        called("remove " + key.tenant());
        keys.remove(key.id());
    }

    private void called(String what) {
        if (callsLeft-- <= 0) {
            throw new IllegalStateException("the region is on fire");
        }
        calls.add(what);
    }

    List<TenantId> tenants() {
        return keys.values().stream()
                .filter(UsageKey::joined)
                .map(UsageKey::tenant)
                .sorted()
                .toList();
    }
}
