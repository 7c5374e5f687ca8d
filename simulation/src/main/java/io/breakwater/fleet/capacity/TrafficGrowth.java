package io.breakwater.fleet.capacity;

import io.breakwater.model.ModelCard;
import io.breakwater.model.Priority;
import io.breakwater.model.Shares;
import io.breakwater.model.Spread;
import io.breakwater.model.Target;
import io.breakwater.model.Tenant;
import io.breakwater.model.Tier;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An hour's traffic that grows, step by step, until all of it is refused.
///
/// Each step goes to the emptiest pool of the first tier in which one has room, as in the gateway. If
/// none has, a priority takes its guaranteed share back from those that borrow it, and these go on to
/// their lower tiers; a demand with no guaranteed share left, and no room anywhere, is refused.
final class TrafficGrowth {
    private static final double LEAST = 0.01;

    private final Shares shares;
    private final List<Flow> flows;
    private final Map<Target, PoolFill> pools = new HashMap<>();
    private final Map<String, Ending> full = new TreeMap<>();

    /// The factor at which something began to be refused, and what was used up.
    record Ending(double factor, String by) {
        static final Ending NEVER = new Ending(CapacityHorizon.MOST, "nothing");
    }

    /// One pool as a demand uses it.
    ///
    /// @param holds what the whole demand would hold there beyond its final use
    record Way(PoolFill pool, double settled, double reserved, double holds) {
        double used() {
            return pool.used(reserved);
        }
    }

    record Ways(Tier tier, List<Way> ways) {}

    /// A demand and its state.
    static final class Flow {
        private final Demand demand;
        private final @Nullable OwnLimit limit;
        private final List<Ways> tiers;
        private double lowerTier = CapacityHorizon.MOST;
        private @Nullable Ending ending;

        Flow(Demand demand, @Nullable OwnLimit limit, List<Ways> tiers) {
            this.demand = demand;
            this.limit = limit;
            this.tiers = tiers;
        }

        Demand demand() {
            return demand;
        }

        /// The factor from which a lower tier answers some of it.
        double lowerTier() {
            return lowerTier;
        }

        Ending ending() {
            return ending == null ? Ending.NEVER : ending;
        }

        private void refused(double at) {
            if (ending == null) {
                List<Way> all =
                        tiers.stream().flatMap(tier -> tier.ways().stream()).toList();
                boolean room = hasRoom();
                String by = all.stream()
                        .filter(way -> room || way.used() >= 1)
                        .map(way -> way.pool().by(way.reserved()))
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "));
                ending = new Ending(at, "%s of its %d pools".formatted(by, all.size()));
            }
        }

        /// Whether some pool of some tier still has room for it.
        private boolean hasRoom() {
            return tiers.stream().flatMap(tier -> tier.ways().stream()).anyMatch(way -> way.used() < 1);
        }

        private boolean uses(PoolFill pool) {
            return tiers.stream().flatMap(tier -> tier.ways().stream()).anyMatch(way -> way.pool() == pool);
        }

        private Priority priority() {
            return demand.tenant().priority();
        }
    }

    /// @param own the tenants' own limits; tenants without an entry have none
    /// @param step the factor of each step
    TrafficGrowth(List<Demand> demands, Shares shares, Map<Tenant, OwnLimit> own, double step) {
        this.shares = shares;
        this.flows = demands.stream()
                .map(demand -> new Flow(demand, own.get(demand.tenant()), ways(demand)))
                .toList();
        double before = 0;
        for (double at = LEAST; at < CapacityHorizon.MOST && flows.stream().anyMatch(flow -> flow.ending == null); ) {
            grow(at, at - before);
            before = at;
            at *= step;
        }
    }

    private List<Ways> ways(Demand demand) {
        return demand.tiers().stream()
                .map(tier -> new Ways(
                        tier,
                        tier.targets().stream()
                                .map(target -> {
                                    ModelCard model = target.profile().model();
                                    double settled = demand.settled(model);
                                    double reserved = demand.reserved(model);
                                    return new Way(
                                            pools.computeIfAbsent(target.target(), _ -> new PoolFill(target)),
                                            settled,
                                            reserved,
                                            demand.atOnce(model) * Math.max(0, reserved - settled));
                                })
                                .toList()))
                .toList();
    }

    private void grow(double at, double more) {
        for (Flow flow : flows) {
            if (flow.ending != null) {
                continue;
            }
            if (flow.limit != null && at >= flow.limit.factor()) {
                flow.ending = new Ending(
                        flow.limit.factor(), "its " + flow.limit.limit().label());
            } else {
                place(flow, at, more);
            }
        }
    }

    private void place(Flow flow, double at, double more) {
        for (Ways tier : flow.tiers) {
            Way least = null;
            for (Way way : tier.ways()) {
                if (way.used() < 1 && (least == null || order(tier.tier()).compare(way, least) < 0)) {
                    least = way;
                }
            }
            if (least != null) {
                if (tier.tier().number() > 1) {
                    flow.lowerTier = Math.min(flow.lowerTier, at);
                }
                send(flow, least, at, more);
                return;
            }
        }
        takeGuaranteed(flow, at, more);
    }

    private static Comparator<Way> order(Tier tier) {
        return tier.spread() == Spread.BY_WEIGHT ? BY_WEIGHT : BY_LOAD;
    }

    private static final Comparator<Way> BY_WEIGHT =
            Comparator.comparingDouble(way -> way.pool().sent());

    private static final Comparator<Way> BY_LOAD =
            Comparator.comparingDouble(way -> way.used() / way.pool().target().weight());

    private void send(Flow flow, Way way, double at, double more) {
        way.pool().add(flow.priority(), flow.demand.perMinute() * more, way.settled(), way.holds() * more);
        if (way.used() >= 1) {
            Target target = way.pool().target().target();
            full.putIfAbsent(
                    target.shard().value(), new Ending(at, way.pool().by(way.reserved()) + " of " + target.label()));
        }
    }

    private void takeGuaranteed(Flow flow, double at, double more) {
        for (Ways tier : flow.tiers) {
            for (Way way : tier.ways()) {
                if (isOwed(way.pool(), flow.priority())) {
                    send(flow, way, at, more);
                    flows.stream()
                            .filter(other -> other.uses(way.pool()) && !isOwed(way.pool(), other.priority()))
                            .filter(other -> !other.hasRoom())
                            .forEach(other -> other.refused(at));
                    return;
                }
            }
        }
        flow.refused(at);
    }

    private boolean isOwed(PoolFill pool, Priority priority) {
        return pool.usedBy(priority) * 100 < shares.of(priority);
    }

    List<Flow> flows() {
        return flows;
    }

    /// When the first pool of each shard was full.
    Map<String, Ending> shards() {
        Map<String, Ending> all = new TreeMap<>();
        pools.keySet()
                .forEach(target -> all.put(
                        target.shard().value(), full.getOrDefault(target.shard().value(), Ending.NEVER)));
        return all;
    }
}
