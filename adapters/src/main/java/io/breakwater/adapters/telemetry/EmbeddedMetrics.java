package io.breakwater.adapters.telemetry;

import io.breakwater.model.Alias;
import io.breakwater.model.ShardId;
import io.breakwater.model.TenantId;
import io.breakwater.naming.Dimension;
import io.breakwater.naming.Metrics;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Writes measurements as embedded metrics, in whole lines, to the function's log: CloudWatch turns
/// them into metrics by itself.
///
/// @param environment the value of the dimension that every metric has
/// @param out the function's standard output
public record EmbeddedMetrics(String environment, PrintStream out) {

    void write(Instant time, List<Measured> measurements) {
        EmfLine.of(environment, measurements).forEach(line -> out.println(line.at(time)));
    }

    /// The metrics of requests.
    ///
    /// @param aliases the aliases of the environment
    /// @param troubles called with every failure to measure, which never fails the request
    public RequestMetrics requests(Set<Alias> aliases, Consumer<RuntimeException> troubles) {
        return requests(aliases, new MeasuredTenants(), troubles);
    }

    /// The same for some tenants only.
    ///
    /// @param tenants the tenants with metrics of their own
    public RequestMetrics requests(Set<Alias> aliases, MeasuredTenants tenants, Consumer<RuntimeException> troubles) {
        return new RequestMetrics(this, new Measurements(aliases, tenants), troubles);
    }

    /// Counts the holds of a tenant's requests that never settled.
    public void leaked(Instant at, TenantId tenant, long tokens, long nanoUsd) {
        Map<Dimension, String> where = Map.of(Dimension.TENANT, tenant.value());
        write(
                at,
                List.of(
                        new Measured(Metrics.LEAKED_TOKENS, tokens, where),
                        new Measured(Metrics.LEAKED_MICRO_USD, nanoUsd, where)));
    }

    /// Counts the holds of calls to a shard's target that never settled.
    public void leaked(Instant at, ShardId shard, long tokens) {
        write(at, List.of(new Measured(Metrics.LEAKED_TARGET_TOKENS, tokens, Map.of(Dimension.SHARD, shard.value()))));
    }

    /// Records the share of its day or month that a tenant has used, in parts per million.
    public void quotaUsed(Instant at, TenantId tenant, long perMillion) {
        write(at, List.of(new Measured(Metrics.QUOTA_USED, perMillion, Map.of(Dimension.TENANT, tenant.value()))));
    }

    /// Counts a refused API key. The reason is one of a few, so no key can get into it.
    public void keyRefused(Instant at, String reason) {
        write(at, List.of(Measurements.keyRefused(reason)));
    }

    /// Counts an API key that could not be checked.
    public void keyUnchecked(Instant at) {
        write(at, List.of(Measured.of(Metrics.KEYS_UNCHECKED, 1)));
    }
}
