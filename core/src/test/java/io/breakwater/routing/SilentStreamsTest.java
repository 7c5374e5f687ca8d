package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What streams that stand still make of their target. Each copy of the gateway has one stream.
class SilentStreamsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Target A =
            Sample.target("a", Sample.EAST, Sample.SONNET_US).target();
    private static final Target B =
            Sample.target("b", Sample.WEST, Sample.SONNET_US).target();
    private static final Duration TEN = Duration.ofSeconds(10);

    private final CountedHealthStore store = new CountedHealthStore();
    private final List<HealthChange> changes = new ArrayList<>();
    private final SharedTargetHealth onlooker = copy();
    private int copies;

    private SharedTargetHealth copy() {
        int number = copies++;
        return new SharedTargetHealth(
                store, new CopyName(() -> "copy-" + number), new SplittableRandom(number), new HealthListener() {
                    @Override
                    public void changed(HealthChange change) {
                        changes.add(change);
                    }

                    @Override
                    public void unreachable(RuntimeException trouble) {
                        throw trouble;
                    }
                });
    }

    /// Another target of the model has just answered.
    @BeforeEach
    void the_model_seldom_pauses() {
        onlooker.paused(B, Duration.ofSeconds(2), NOON.minusSeconds(30));
    }

    /// The stream of the call of this number, which has said its last after a second, and is told after
    /// ten more; a call begins each second.
    private static Silence silence(long place) {
        Instant begun = NOON.plusSeconds(place);
        return new Silence(begun, OptionalLong.of(place), begun.plusSeconds(1), begun.plusSeconds(11));
    }

    private void silent(long... places) {
        for (long place : places) {
            copy().silent(A, silence(place));
        }
    }

    private static Instant after(long place) {
        return silence(place).now().plusSeconds(1);
    }

    private Availability seen(long afterPlace) {
        return onlooker.availability(A, after(afterPlace));
    }

    private static Verdict ended(Outcome outcome, long place, Instant at) {
        return new Verdict(outcome, at.minusSeconds(3), at, OptionalLong.of(place));
    }

    @Test
    void five_that_stand_still_leave_their_target_out_for_all_copies_and_four_do_not() {
        silent(1, 2, 3, 4);
        assertThat(seen(4)).isEqualTo(new Availability.Ready());
        silent(5);
        assertThat(seen(5)).isInstanceOf(Availability.Out.class);
        assertThat(changes).extracting(HealthChange::why).containsExactly(Exclusion.SILENT);
    }

    @Test
    void where_an_answer_ends_meanwhile_they_count_anew_and_a_refusal_is_no_answer() {
        silent(1, 2, 3, 4);
        copy().observe(A, ended(new Outcome.Answered(), 9, silence(4).now()));
        silent(5, 6, 7);
        copy().observe(A, ended(new Outcome.Rejected("a role"), 10, silence(7).now()));
        silent(8);
        assertThat(seen(8)).isEqualTo(new Availability.Ready());
        silent(9);
        assertThat(seen(9)).isInstanceOf(Availability.Out.class);
    }

    @Test
    void where_one_goes_on_they_count_anew() {
        silent(1, 2, 3, 4);
        copy().resumed(A, silence(2));
        silent(5, 6, 7, 8);
        assertThat(seen(8)).isEqualTo(new Availability.Ready());
    }

    @Test
    void if_one_goes_on_after_the_ejection_the_target_is_back_at_once() {
        silent(1, 2, 3, 4, 5);
        assertThat(seen(5)).isInstanceOf(Availability.Out.class);
        copy().resumed(A, new Silence(NOON.plusSeconds(3), OptionalLong.of(3), NOON.plusSeconds(4), after(5)));
        assertThat(onlooker.availability(A, after(6))).isEqualTo(new Availability.Ready());
        assertThat(changes)
                .extracting(HealthChange::kind)
                .containsExactly(HealthChange.Kind.EJECTED, HealthChange.Kind.READMITTED);
    }

    @Test
    void an_ejection_for_failures_stays_though_a_stream_goes_on() {
        for (int place = 1; place <= 5; place++) {
            copy().observe(A, ended(new Outcome.ServerFault(), place, NOON.plusSeconds(place)));
        }
        copy().resumed(A, silence(1));
        assertThat(seen(2)).isInstanceOf(Availability.Out.class);
    }

    @Test
    void those_that_were_open_when_the_first_fell_silent_count_as_one() {
        Instant fallen = NOON.plusSeconds(9);
        for (long place = 1; place <= 8; place++) {
            copy().silent(
                            A,
                            new Silence(
                                    NOON.plusSeconds(place),
                                    OptionalLong.of(place),
                                    fallen,
                                    fallen.plusSeconds(10).plusMillis(place)));
        }
        assertThat(onlooker.availability(A, fallen.plusSeconds(12))).isEqualTo(new Availability.Ready());
    }

    @Test
    void they_must_be_more_than_half_of_the_calls_and_have_numbers() {
        silent(1, 4, 6, 8, 10);
        assertThat(seen(10)).isEqualTo(new Availability.Ready());
        for (int unnumbered = 0; unnumbered < 20; unnumbered++) {
            copy().silent(A, new Silence(NOON, OptionalLong.empty(), NOON.plusSeconds(12), NOON.plusSeconds(22)));
        }
        assertThat(seen(10)).isEqualTo(new Availability.Ready());
    }

    @Test
    void those_of_long_ago_are_forgotten() {
        silent(1, 2, 3, 4);
        silent(65, 66, 67, 68);
        assertThat(seen(68)).isEqualTo(new Availability.Ready());
        silent(69);
        assertThat(seen(69)).isInstanceOf(Availability.Out.class);
    }

    @Test
    void no_silence_is_unusual_while_nothing_is_known_of_the_model_or_up_to_twice_its_longest_pause() {
        Target unknown = Sample.target("a", Sample.EAST, Sample.HAIKU_US).target();
        assertThat(onlooker.silent(unknown, silence(1))).isFalse();
        assertThat(onlooker.silent(A, silence(1))).isTrue();
        copy().paused(B, Duration.ofSeconds(5), NOON);
        assertThat(copy().silent(A, silence(1))).isFalse();
        copy().paused(B, Duration.ofMillis(4_999), NOON.plusSeconds(599));
        assertThat(copy().silent(A, silence(700)))
                .as("a shorter pause says nothing")
                .isFalse();
        copy().paused(B, Duration.ofSeconds(1), NOON.plusSeconds(600));
        assertThat(copy().silent(A, silence(700)))
                .as("a tenth is forgotten in ten minutes")
                .isTrue();
        assertThat(copy().silent(A, silence(5_000)))
                .as("after an hour without calls")
                .isFalse();
    }

    @Test
    void a_pause_after_which_a_stream_goes_on_is_remembered_for_all_targets_of_the_model() {
        copy().resumed(B, silence(1));
        assertThat(copy().silent(A, silence(20))).isFalse();
    }

    @Test
    void a_healthy_model_costs_a_write_in_ten_minutes() {
        int before = store.writes;
        for (int second = 0; second < 1_800; second++) {
            onlooker.paused(B, Duration.ofSeconds(1), NOON.plusSeconds(second));
        }
        assertThat(store.writes - before).isEqualTo(3);
    }

    @Test
    void a_probe_that_stands_still_is_over_and_its_target_is_left_out_as_long_again() {
        silent(1, 2, 3, 4, 5);
        Instant until = ((Availability.Out) seen(5)).until();
        SharedTargetHealth prober = copy();
        assertThat(prober.claimProbe(A, until)).isTrue();
        Instant told = until.plusSeconds(11);
        prober.silent(A, new Silence(until, OptionalLong.of(9), until.plusSeconds(1), told));
        assertThat(onlooker.availability(A, told.plusSeconds(1)))
                .isInstanceOfSatisfying(
                        Availability.Out.class,
                        out -> assertThat(Duration.between(told, out.until()))
                                .isBetween(Duration.ofSeconds(24), Duration.ofSeconds(36)));
    }

    @Test
    void what_is_written_of_them_is_read_again() {
        Optional<Suspicion> known = Optional.of(Suspicion.none("me")
                .with(SilentStreams.NONE.and(silence(7), "me").and(silence(9), "you")));
        assertThat(ExclusionText.of(known))
                .contains("s4 0 0 0 me 0 0 0 0 0 0 0 0 %d 2 7 9 several %d"
                        .formatted(
                                silence(7).since().toEpochMilli(),
                                silence(9).now().toEpochMilli()));
        assertThat(HealthEntry.suspicion(ExclusionText.read(ExclusionText.of(known))))
                .isEqualTo(known);
        Optional<ModelPauses> pauses = Optional.of(new ModelPauses(TEN, NOON));
        assertThat(HealthEntry.pauses(ExclusionText.read(ExclusionText.of(pauses))))
                .isEqualTo(pauses);
    }
}
