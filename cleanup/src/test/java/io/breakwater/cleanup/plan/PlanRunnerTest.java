package io.breakwater.cleanup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cleanup.own.Example;
import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Judgement;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import io.breakwater.cleanup.own.Proof;
import io.breakwater.cleanup.own.Records;
import io.breakwater.cleanup.plan.PlanRunner.Applied;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanRunnerTest {

    @Test
    void a_logging_setting_that_cannot_be_put_back_keeps_what_was_set_before_it() throws InterruptedException {
        List<FoundResource> there = List.of(
                logging(Example.SHARD), parameter(Example.SHARD), parameter(Example.HOME), table(Example.SHARD, false));
        FakeCloud cloud = new FakeCloud(there, Records.NONE);
        cloud.keep("invocation-logging");

        Applied applied = new PlanRunner(cloud, _ -> {}, _ -> {}).apply(new PlanCheck.Open(there, List.of()));

        assertThat(applied.removed()).containsExactly(parameter(Example.HOME), table(Example.SHARD, false));
        assertThat(applied.failed())
                .hasSize(2)
                .last()
                .asString()
                .contains("invocation-logging-before in " + Example.SHARD, "it may store the previous setting");
        assertThat(cloud.there()).contains(parameter(Example.SHARD));
    }

    @Test
    void what_was_protected_and_is_still_shown_is_looked_at_again() throws InterruptedException {
        List<Duration> pauses = new ArrayList<>();
        PlanRunner application = new PlanRunner(new LateCloud(), pauses::add, _ -> {});

        Applied applied = application.apply(new PlanCheck.Open(List.of(table(Example.HOME, true)), List.of()));

        assertThat(applied.done()).isTrue();
        assertThat(pauses).hasSize(1);
    }

    /// Lists what was removed once more, without its protection.
    private static final class LateCloud implements Cloud {
        private int looks;

        @Override
        public Scan scan() {
            Judgement.Own shown = new Judgement.Own(table(Example.HOME, false), Set.of(Proof.TAGS, Proof.NAME));
            return new Scan(looks++ == 0 ? List.of(shown) : List.of(), List.of(), List.of());
        }

        @Override
        public Optional<String> remove(FoundResource found) {
            return Optional.empty();
        }

        @Override
        public RecentTraffic traffic() {
            return new RecentTraffic.NoMetric();
        }
    }

    private static FoundResource logging(Place place) {
        return Example.found(
                place, Kind.INVOCATION_LOGGING, "invocation-logging", Example.DEV.invocationLogs(), Example.DEV.tags());
    }

    private static FoundResource parameter(Place place) {
        String name = Example.DEV.parameter("invocation-logging-before");
        return Example.found(place, Kind.PARAMETER, name, name, Example.DEV.tags());
    }

    private static FoundResource table(Place place, boolean guarded) {
        String name = Example.DEV.resource("quota");
        return new FoundResource(
                place, Kind.TABLE, name, name, Example.DEV.tags(), "1", new FoundResource.State(0, guarded, 0));
    }
}
