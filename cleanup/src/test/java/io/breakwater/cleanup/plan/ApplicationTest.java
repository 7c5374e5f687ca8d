package io.breakwater.cleanup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cleanup.own.Example;
import io.breakwater.cleanup.own.Found;
import io.breakwater.cleanup.own.Judgement;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import io.breakwater.cleanup.own.Proof;
import io.breakwater.cleanup.own.Records;
import io.breakwater.cleanup.plan.Application.Applied;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApplicationTest {

    @Test
    void a_logging_setting_that_cannot_be_put_back_keeps_what_was_set_before_it() throws InterruptedException {
        List<Found> there = List.of(
                logging(Example.SHARD), parameter(Example.SHARD), parameter(Example.HOME), table(Example.SHARD, false));
        FakeCloud cloud = new FakeCloud(there, Records.NONE);
        cloud.keep("invocation-logging");

        Applied applied = new Application(cloud, _ -> {}, _ -> {}).apply(new Gate.Open(there, List.of()));

        assertThat(applied.removed()).containsExactly(parameter(Example.HOME), table(Example.SHARD, false));
        assertThat(applied.failed())
                .hasSize(2)
                .last()
                .asString()
                .contains("invocation-logging-before in " + Example.SHARD, "whose setting of before it may keep");
        assertThat(cloud.there()).contains(parameter(Example.SHARD));
    }

    @Test
    void what_was_protected_and_is_still_shown_is_looked_at_again() throws InterruptedException {
        List<Duration> pauses = new ArrayList<>();
        Application application = new Application(new LateCloud(), pauses::add, _ -> {});

        Applied applied = application.apply(new Gate.Open(List.of(table(Example.HOME, true)), List.of()));

        assertThat(applied.done()).isTrue();
        assertThat(pauses).hasSize(1);
    }

    /// Shows once more what was removed, without its protection.
    private static final class LateCloud implements Cloud {
        private int looks;

        @Override
        public Scan scan() {
            Judgement.Own shown = new Judgement.Own(table(Example.HOME, false), Set.of(Proof.TAGS, Proof.NAME));
            return new Scan(looks++ == 0 ? List.of(shown) : List.of(), List.of(), List.of());
        }

        @Override
        public Optional<String> remove(Found found) {
            return Optional.empty();
        }

        @Override
        public Traffic traffic() {
            return new Traffic.NoMetric();
        }
    }

    private static Found logging(Place place) {
        return Example.found(
                place, Kind.INVOCATION_LOGGING, "invocation-logging", Example.DEV.invocationLogs(), Example.DEV.tags());
    }

    private static Found parameter(Place place) {
        String name = Example.DEV.parameter("invocation-logging-before");
        return Example.found(place, Kind.PARAMETER, name, name, Example.DEV.tags());
    }

    private static Found table(Place place, boolean guarded) {
        String name = Example.DEV.resource("quota");
        return new Found(place, Kind.TABLE, name, name, Example.DEV.tags(), "1", new Found.State(0, guarded, 0));
    }
}
