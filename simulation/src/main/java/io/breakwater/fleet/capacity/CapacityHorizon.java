package io.breakwater.fleet.capacity;

import io.breakwater.model.LimitName;
import io.breakwater.model.Shares;
import io.breakwater.model.Tenant;
import io.breakwater.model.Topology;
import io.breakwater.settings.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The factor of its traffic at which an alias, shard or tenant begins to be refused, by the arithmetic
/// of quotas and limits at mean rates.
///
/// Aliases and shards are computed as if tenants had no limits of their own, tenants with all limits. A
/// shard's horizon is the factor at which the first of its pools is full; its traffic then goes
/// elsewhere while there is room.
///
/// @param kind what it is: `alias`, `shard` or `tenant`
/// @param factor the factor of the traffic; [#MOST] if it is not refused before
/// @param hour the hour whose traffic reaches it first
/// @param by what is used up
/// @param lowerTier the factor from which a lower tier answers some of it; [#MOST] if none does
public record CapacityHorizon(String kind, String name, double factor, int hour, String by, double lowerTier) {
    /// Nobody plans further ahead.
    public static final double MOST = 1_000;

    public static final String ALIAS = "alias";
    public static final String SHARD = "shard";
    public static final String TENANT = "tenant";

    private static final int HOURS = 24;
    private static final double FINE_STEP = 1.002;

    /// The step for environments with many tenants and pools, which would otherwise take a minute.
    private static final double COARSE_STEP = 1.01;

    private static final long MANY_WAYS = 10_000;

    /// The horizons of every alias and tenant that has traffic, and of every shard that serves some.
    ///
    /// @param seconds how long an answer of a number of tokens takes
    public static List<CapacityHorizon> of(Settings settings, Traffic traffic, DoubleUnaryOperator seconds) {
        List<Demand> day = demands(settings.topology(), traffic.rows(), seconds);
        double step =
                day.stream().mapToLong(demand -> demand.targets().size()).sum() > MANY_WAYS ? COARSE_STEP : FINE_STEP;
        Map<String, CapacityHorizon> first = new TreeMap<>();
        for (int hour = 0; hour < HOURS; hour++) {
            List<Demand> now = demands(settings.topology(), traffic.in(hour), seconds);
            for (CapacityHorizon found : horizons(settings, hour, now, day, step)) {
                first.merge(
                        found.kind + " " + found.name, found, (one, other) -> other.factor < one.factor ? other : one);
            }
        }
        return List.copyOf(first.values());
    }

    private static List<Demand> demands(Topology topology, List<Traffic.Row> rows, DoubleUnaryOperator seconds) {
        return rows.stream().map(row -> Demand.of(row, topology, seconds)).toList();
    }

    /// Whether it is beyond any planned growth.
    public boolean isFar() {
        return factor >= MOST;
    }

    /// Whether it is of this alias or tenant.
    public boolean isOf(Traffic.Row row) {
        return (kind.equals(ALIAS) && name.equals(row.alias().value()))
                || (kind.equals(TENANT) && name.equals(row.tenant().value()));
    }

    /// Whether an hour's traffic reaches it, not the sum of a day or a month.
    public boolean isOfMinutes() {
        return !isFar()
                && factor > 0
                && Stream.of(LimitName.TOKENS_PER_DAY, LimitName.USD_PER_MONTH)
                        .noneMatch(limit -> by.endsWith(limit.label()));
    }

    private static List<CapacityHorizon> horizons(
            Settings settings, int hour, List<Demand> demands, List<Demand> day, double step) {
        Shares shares = settings.priorities()
                .among(settings.topology().tenants().values().stream()
                        .map(Tenant::priority)
                        .collect(Collectors.toSet()));
        List<CapacityHorizon> found = new ArrayList<>();
        TrafficGrowth free = new TrafficGrowth(demands, shares, Map.of(), step);
        free.flows()
                .forEach(flow -> found.add(
                        of(ALIAS, flow.demand().row().alias().value(), hour, flow.ending(), flow.lowerTier())));
        free.shards().forEach((shard, ending) -> found.add(of(SHARD, shard, hour, ending, MOST)));
        new TrafficGrowth(demands, shares, own(demands, day), step)
                .flows()
                .forEach(flow -> found.add(
                        of(TENANT, flow.demand().row().tenant().value(), hour, flow.ending(), flow.lowerTier())));
        return found;
    }

    private static CapacityHorizon of(
            String kind, String name, int hour, TrafficGrowth.Ending ending, double lowerTier) {
        return new CapacityHorizon(kind, name, ending.factor(), hour, ending.by(), lowerTier);
    }

    private static Map<Tenant, OwnLimit> own(List<Demand> demands, List<Demand> day) {
        Map<Tenant, OwnLimit> own = new HashMap<>();
        demands.forEach(demand -> own.computeIfAbsent(
                demand.tenant(), tenant -> OwnLimit.first(tenant, of(demands, tenant), of(day, tenant))));
        return own;
    }

    private static List<Demand> of(List<Demand> demands, Tenant tenant) {
        return demands.stream().filter(demand -> demand.tenant().equals(tenant)).toList();
    }
}
