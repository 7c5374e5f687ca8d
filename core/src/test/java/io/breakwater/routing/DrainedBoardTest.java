package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.AccountId;
import io.breakwater.model.ProfileId;
import io.breakwater.model.Region;
import io.breakwater.model.ShardId;
import io.breakwater.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DrainedBoardTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Target A_EAST = target("a", "us-east-1");
    private static final Target A_WEST = target("a", "us-west-2");
    private static final Target B_EAST = target("b", "us-east-1");
    private static final Availability READY = new Availability.Ready();

    private final Store store = new Store();
    private final List<RuntimeException> troubles = new ArrayList<>();
    private final List<Outcome> observed = new ArrayList<>();
    private final List<Silence> silences = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private boolean yes = true;
    private final DrainedBoard board = new DrainedBoard(new Healthy(), store, troubles::add);

    private static Target target(String shard, String region) {
        return new Target(
                new ShardId(shard),
                new AccountId("111111111111"),
                new Region(region),
                new ProfileId("us.anthropic.claude-haiku-4-5-20251001-v1:0"));
    }

    private final class Healthy implements HealthBoard {
        @Override
        public Availability availability(Target target, Instant now) {
            return READY;
        }

        @Override
        public Availability observe(Target target, Verdict verdict) {
            observed.add(verdict.outcome());
            return READY;
        }

        @Override
        public boolean silent(Target target, Silence silence) {
            silences.add(silence);
            return yes;
        }

        @Override
        public void resumed(Target target, Silence silence) {
            silences.remove(silence);
        }

        @Override
        public void paused(Target target, Instant begun, Duration longest, Instant now) {
            pauses.add(longest);
        }

        @Override
        public boolean claimProbe(Target target, Instant now) {
            return yes;
        }

        @Override
        public boolean claimProbeInNeed(Target target, Instant now) {
            return yes;
        }
    }

    private static final class Store implements DrainStore {
        private final List<Drain> drains = new ArrayList<>();
        private int reads;
        private boolean broken;

        @Override
        public List<Drain> all() {
            reads++;
            if (broken) {
                throw new IllegalStateException("the table is out of reach");
            }
            return List.copyOf(drains);
        }

        @Override
        public void put(Drain drain) {
            drains.add(drain);
        }

        @Override
        public boolean remove(String name) {
            return drains.removeIf(known -> known.name().equals(name));
        }
    }

    private static Drain drain(String name, Instant... until) {
        return new Drain(name, "bob", NOW, Optional.ofNullable(until.length == 0 ? null : until[0]));
    }

    @Test
    void a_drained_shard_is_out_in_all_its_regions_and_the_others_are_as_healthy_as_before() {
        store.put(drain("a"));

        for (Target target : List.of(A_EAST, A_WEST)) {
            assertThat(board.availability(target, NOW))
                    .isEqualTo(new Availability.Out(Skipped.Reason.DRAINED, NOW.plus(Duration.ofMinutes(1))));
        }
        assertThat(board.availability(B_EAST, NOW)).isEqualTo(READY);
    }

    @Test
    void a_drained_target_is_out_alone_until_its_end() {
        Instant end = NOW.plusSeconds(30);
        store.put(drain(A_EAST.label(), end));

        assertThat(board.availability(A_EAST, NOW)).isEqualTo(new Availability.Out(Skipped.Reason.DRAINED, end));
        assertThat(board.availability(A_WEST, NOW)).isEqualTo(READY);
        assertThat(board.availability(A_EAST, end)).isEqualTo(READY);
    }

    @Test
    void a_drain_and_its_end_are_known_within_five_seconds_at_one_read_in_that_time() {
        board.availability(A_EAST, NOW);
        store.put(drain("a"));
        assertThat(board.availability(A_EAST, NOW.plusMillis(1))).isEqualTo(READY);

        assertThat(board.availability(A_EAST, NOW.plusSeconds(5))).isInstanceOf(Availability.Out.class);
        store.remove("a");
        for (int millis = 5_000; millis < 9_500; millis += 10) {
            board.availability(B_EAST, NOW.plusMillis(millis));
        }
        assertThat(store.reads).isEqualTo(2);
        assertThat(board.availability(A_EAST, NOW.plusSeconds(10))).isEqualTo(READY);
        assertThat(store.reads).isEqualTo(3);
    }

    @Test
    void a_store_that_cannot_be_reached_leaves_the_drains_in_force_and_is_reported() {
        store.put(drain("a"));
        board.availability(A_EAST, NOW);
        store.broken = true;

        assertThat(board.availability(A_EAST, NOW.plusSeconds(5))).isInstanceOf(Availability.Out.class);
        assertThat(board.availability(B_EAST, NOW.plusSeconds(5))).isEqualTo(READY);
        assertThat(troubles)
                .singleElement()
                .satisfies(trouble -> assertThat(trouble).hasMessageContaining("reach"));
    }

    @Test
    void what_running_calls_on_a_drained_target_come_to_still_counts() {
        store.put(drain("a"));

        board.observe(A_EAST, new Verdict(new Outcome.ServerFault(), NOW, NOW));

        assertThat(observed).containsExactly(new Outcome.ServerFault());
    }

    @Test
    void so_does_it_when_their_streams_stand_still_and_go_on() {
        store.put(drain("a"));
        Silence silence = new Silence(NOW, OptionalLong.of(1), NOW, NOW.plusSeconds(10));

        assertThat(board.silent(A_EAST, silence)).isTrue();
        assertThat(silences).containsExactly(silence);
        board.resumed(A_EAST, silence);
        assertThat(silences).isEmpty();
        board.paused(A_EAST, NOW, Duration.ofSeconds(3), NOW.plusSeconds(10));
        assertThat(pauses).containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void what_is_unusual_and_who_probes_is_decided_as_without_drains() {
        Silence silence = new Silence(NOW, OptionalLong.of(1), NOW, NOW.plusSeconds(10));
        for (boolean answer : List.of(true, false)) {
            yes = answer;
            assertThat(board.silent(A_EAST, silence)).isEqualTo(answer);
            assertThat(board.claimProbe(A_EAST, NOW)).isEqualTo(answer);
        }
    }
}
