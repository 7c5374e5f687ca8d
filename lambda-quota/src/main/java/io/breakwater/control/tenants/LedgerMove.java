package io.breakwater.control.tenants;

import io.breakwater.call.TenantLedger;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Topology;
import io.breakwater.quota.sharding.ReshardingResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Carries tenants' ledgers over to the configured number of items, with suspensions, overrides and
/// counts.
///
/// @param ledger stores how many items each tenant has
public record LedgerMove(TenantLedger ledger) {

    /// How many items each tenant should have.
    public static Map<TenantId, Integer> configured(Topology topology) {
        return topology.tenants().values().stream()
                .collect(Collectors.toMap(Tenant::id, tenant -> tenant.terms().ledgerShards()));
    }

    /// Carries the ledgers over, with one read for a tenant whose number never changed. It may stop
    /// anywhere and be repeated.
    ///
    /// @return lines about the ledgers carried over
    /// @throws ProvisioningException if a tenant's ledger could not be carried over; those before it
    /// were
    public List<String> run(Map<TenantId, Integer> items, Instant now) {
        List<String> steps = new ArrayList<>();
        new TreeMap<>(items).forEach((tenant, number) -> {
            if (carry(tenant, number, now) instanceof ReshardingResult.Done(int from, int writes) && writes > 0) {
                steps.add("carry the ledger of tenant %s from %d to %d items".formatted(tenant, from, number));
            }
        });
        return List.copyOf(steps);
    }

    private ReshardingResult carry(TenantId tenant, int items, Instant now) {
        ReshardingResult ended;
        try {
            ended = ledger.carry(tenant, items, now);
        } catch (RuntimeException unreadable) {
            throw new ProvisioningException(failed(tenant, items, unreadable.toString()), unreadable);
        }
        if (ended instanceof ReshardingResult.Broken(String reason)) {
            throw new ProvisioningException(failed(tenant, items, reason));
        }
        return ended;
    }

    private static String failed(TenantId tenant, int items, String reason) {
        return "could not carry the ledger of tenant %s to %d items: %s; what was done stays, deploy or start again"
                .formatted(tenant, items, reason);
    }
}
