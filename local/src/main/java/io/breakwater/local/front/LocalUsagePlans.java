package io.breakwater.local.front;

import io.breakwater.dialect.GatewayErrors;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/// The usage plans of all callers, and their use.
final class LocalUsagePlans {
    private final Map<String, UsagePlan> plans;
    private final Map<String, AtomicReference<PlanUse>> uses = new ConcurrentHashMap<>();

    LocalUsagePlans(Map<String, UsagePlan> plans) {
        this.plans = plans;
    }

    /// Counts one request against the plan of this usage identifier; empty if it may pass.
    Optional<GatewayErrors> refuse(String usageIdentifier, Instant now) {
        UsagePlan plan = plans.get(usageIdentifier);
        if (plan == null) {
            return Optional.of(GatewayErrors.INVALID_API_KEY);
        }
        return switch (take(usageIdentifier, plan, now)) {
            case PASSED -> Optional.empty();
            case THROTTLED -> Optional.of(GatewayErrors.THROTTLED);
            case QUOTA_EXCEEDED -> Optional.of(GatewayErrors.QUOTA_EXCEEDED);
        };
    }

    private PlanUse.Decision take(String usageIdentifier, UsagePlan plan, Instant now) {
        AtomicReference<PlanUse> use = uses.computeIfAbsent(usageIdentifier, _ -> new AtomicReference<>(PlanUse.NONE));
        while (true) {
            PlanUse before = use.get();
            PlanUse.Taken taken = before.take(plan, now);
            if (use.compareAndSet(before, taken.next())) {
                return taken.decision();
            }
        }
    }
}
