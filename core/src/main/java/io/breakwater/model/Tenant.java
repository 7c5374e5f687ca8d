package io.breakwater.model;

import java.util.OptionalLong;
import java.util.Set;

/// A team that calls the gateway.
///
/// @param models the aliases it may use
/// @param hand the shards dealt to it by shuffle sharding; only they serve it
/// @param maxTokens the most output tokens it may ask for, if fewer than the model allows
/// @param tierFallback whether a lower tier may answer when the first cannot
public record Tenant(
        TenantId id,
        String plan,
        Terms terms,
        Set<Alias> models,
        Set<ShardId> hand,
        Residency residency,
        Priority priority,
        OptionalLong maxTokens,
        boolean tierFallback,
        FailMode failMode) {

    /// A tenant with one ledger item and all limits enforced.
    public Tenant(
            TenantId id,
            String plan,
            Limits limits,
            Set<Alias> models,
            Set<ShardId> hand,
            Residency residency,
            Priority priority,
            OptionalLong maxTokens,
            boolean tierFallback,
            FailMode failMode) {
        this(id, plan, Terms.of(limits), models, hand, residency, priority, maxTokens, tierFallback, failMode);
    }

    public Tenant {
        models = Set.copyOf(models);
        hand = Set.copyOf(hand);
    }

    /// The same under other terms.
    public Tenant withTerms(Terms other) {
        return new Tenant(id, plan, other, models, hand, residency, priority, maxTokens, tierFallback, failMode);
    }

    public Limits limits() {
        return terms.limits();
    }
}
