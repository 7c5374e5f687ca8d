package io.breakwater.routing;

import io.breakwater.Sample;
import io.breakwater.model.Limits;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import io.breakwater.model.Tenant;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/// A planner of requests to two targets and one of a lower tier, whose health a test sets.
abstract class PlannerFixture {
    static final Instant NOW = Sample.NOW;
    static final RoutedTarget A = Sample.target("a", Sample.EAST, Sample.SONNET_US);
    static final RoutedTarget B = Sample.target("b", Sample.EAST, Sample.SONNET_US);
    static final RoutedTarget HAIKU = Sample.target("a", Sample.EAST, Sample.HAIKU_US);

    final Map<Target, Availability> health = new HashMap<>();
    final Planner planner = new Planner(new KnownBoard(health), PlannerFixture::unused, new SplittableRandom(42));

    record KnownBoard(Map<Target, Availability> states) implements HealthBoard {
        @Override
        public Availability availability(Target target, Instant now) {
            return states.getOrDefault(target, new Availability.Ready());
        }

        @Override
        public Availability observe(Target target, Verdict verdict) {
            return availability(target, verdict.ended());
        }

        @Override
        public boolean silent(Target target, Silence silence) {
            return false;
        }

        @Override
        public void resumed(Target target, Silence silence) {}

        @Override
        public void paused(Target target, Instant begun, Duration longest, Instant now) {}

        @Override
        public boolean claimProbe(Target target, Instant now) {
            return true;
        }

        @Override
        public boolean claimProbeInNeed(Target target, Instant now) {
            return true;
        }
    }

    Plan plan(Route route, RoutingRequest ask) {
        return planner.plan(route, ask, NOW);
    }

    static RoutingRequest ask(Tenant tenant) {
        return new RoutingRequest(tenant, Set.of(), false, 100, 100);
    }

    static Tenant anyone() {
        return Sample.tenant(Limits.UNLIMITED);
    }

    static LedgerStatus unused(RoutedTarget target, Instant now) {
        return LedgerStatus.of(LedgerItem.EMPTY, Limits.of(target.capacity()), now, new Epochs(Duration.ofMinutes(5)));
    }
}
