package io.breakwater.adapters.telemetry;

import io.breakwater.model.TenantId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The tenants that have metrics of their own: all tenants, or if there are more than a hundred, those
/// that the sweeper has named last. A metric costs 0.30 USD a month for each tenant ("Amazon CloudWatch
/// pricing"); the others are in the log and in the metrics of the environment. Thread-safe.
public final class MeasuredTenants implements Predicate<TenantId> {
    private volatile Optional<Set<TenantId>> named = Optional.empty();

    /// @param known the measured tenants; empty for all
    public void are(Optional<Set<TenantId>> known) {
        named = known.map(Set::copyOf);
    }

    @Override
    public boolean test(TenantId tenant) {
        return named.map(known -> known.contains(tenant)).orElse(true);
    }
}
