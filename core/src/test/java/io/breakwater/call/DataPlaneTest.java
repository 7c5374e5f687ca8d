package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.AnswerModel;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Shares;
import io.breakwater.model.Tenant;
import io.breakwater.model.Topology;
import io.breakwater.routing.Availability;
import io.breakwater.routing.Drain;
import io.breakwater.routing.DrainStore;
import io.breakwater.routing.HealthBoard;
import io.breakwater.routing.HealthStore;
import io.breakwater.routing.MemoryHealth;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.RoutingRules;
import io.breakwater.routing.TargetStores;
import io.breakwater.routing.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// What an assembled copy of the gateway reports about its targets.
final class DataPlaneTest {
    private static final RoutedTarget A = PlayedGateway.target("a", Sample.EAST, Sample.SONNET_US);

    private final List<GatewayEvent> events = new ArrayList<>();
    private final MemoryHealth health = new MemoryHealth();

    private HealthBoard board(HealthStore health, DrainStore drains) {
        Tenant tenant = Sample.tenant(Limits.UNLIMITED);
        return DataPlane.of(
                        new DataPlane.Ports(
                                new PlayedGateway.FaultyItems(),
                                new PlayedGateway.FaultyItems(),
                                new TargetStores(health, drains),
                                new PlayedGateway.Script(),
                                events::add,
                                () -> Sample.NOW,
                                _ -> {},
                                Heartbeat.NONE,
                                new SplittableRandom(42),
                                ParallelCalls.IN_TURN),
                        new DataPlane.Rules(
                                new Topology(
                                        "local",
                                        Map.of(tenant.id(), tenant),
                                        Map.of(Sample.SONNET, Sample.route(List.of(A)))),
                                () -> Shares.NONE,
                                1,
                                RoutingRules.DEFAULT,
                                new Disclosure(true, AnswerModel.ANSWERED)))
                .parts()
                .health();
    }

    private static void quarantine(HealthBoard board) {
        board.observe(A.target(), new Verdict(new Outcome.Misconfigured("no access"), Sample.NOW, Sample.NOW));
    }

    @Test
    void each_change_of_a_targets_health_is_told_and_stored_with_the_name_of_the_copy() {
        quarantine(board(health, new OfDrains(List::of)));

        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        GatewayEvent.TargetChanged.class,
                        changed -> assertThat(changed.subject())
                                .isEqualTo(A.target().label()));
        assertThat(health.all().values()).anyMatch(text -> text.contains("copy-"));
    }

    private static IllegalStateException outOfReach() {
        return new IllegalStateException("out of reach");
    }

    private record LostHealth() implements HealthStore {
        @Override
        public Map<String, String> all() {
            throw outOfReach();
        }

        @Override
        public Replaced replace(String name, Optional<String> seen, Optional<String> next) {
            throw outOfReach();
        }
    }

    private record OfDrains(Supplier<List<Drain>> known) implements DrainStore {
        @Override
        public List<Drain> all() {
            return known.get();
        }

        @Override
        public void put(Drain drain) {
            throw new UnsupportedOperationException("the request path drains nothing");
        }

        @Override
        public boolean remove(String name) {
            throw new UnsupportedOperationException("the request path drains nothing");
        }
    }

    private void isTold(String what) {
        assertThat(events).first().isInstanceOfSatisfying(GatewayEvent.TargetsUnknown.class, unknown -> {
            assertThat(unknown.requestId()).isEqualTo(what);
            assertThat(unknown.reason()).contains("out of reach");
        });
    }

    @Test
    void targets_of_which_health_or_drains_cannot_be_read_are_called_and_that_is_told() {
        assertThat(board(new LostHealth(), new OfDrains(List::of)).availability(A.target(), Sample.NOW))
                .isEqualTo(new Availability.Ready());
        isTold("health");

        events.clear();
        assertThat(board(health, new OfDrains(() -> {
                            throw outOfReach();
                        }))
                        .availability(A.target(), Sample.NOW))
                .isEqualTo(new Availability.Ready());
        isTold("drains");
    }
}
