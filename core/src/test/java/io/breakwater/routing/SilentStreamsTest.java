package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.Target;
import java.time.Duration;
import java.time.Instant;
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
    private static final Duration TWO = Duration.ofSeconds(2);
    private static final Duration TEN = Duration.ofSeconds(10);

    private final CountedHealthStore store = new CountedHealthStore();
    private final StrictListener listener = new StrictListener();
    private final List<HealthChange> changes = listener.changes;
    private final SharedTargetHealth onlooker = copy();
    private int copies;

    private SharedTargetHealth copy() {
        int number = copies++;
        return new SharedTargetHealth(
                store, new CopyName(() -> "copy-" + number), new SplittableRandom(number), listener);
    }

    @BeforeEach
    void the_model_seldom_pauses() {
        streams(20, Duration.ofSeconds(2), NOON.minusSeconds(30));
    }

    /// So many streams of another target of the model end well.
    private void streams(int number, Duration pause, Instant from) {
        for (int stream = 0; stream < number; stream++) {
            Instant begun = from.plusMillis(stream);
            copy().paused(B, begun, pause, begun.plus(pause));
        }
    }

    /// The stream of the call of this number, which has said its last after a second, and is told after
    /// ten more; a call begins each second.
    private static Silence silence(long place) {
        Instant begun = NOON.plusSeconds(place);
        return new Silence(begun, OptionalLong.of(place), begun.plusSeconds(1), begun.plusSeconds(11));
    }

    /// Beside them, streams of another target begin and end well.
    private void silent(long... places) {
        for (long place : places) {
            copy().silent(A, silence(place));
            copy().paused(
                            B,
                            silence(place).begun().plusSeconds(2),
                            TWO,
                            silence(place).now());
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

    /// One was silent before; a cut of two seconds stops all that are open, and later ones end well.
    @Test
    void those_that_a_short_fault_strikes_count_as_one_beside_one_that_paused_already() {
        copy().silent(A, new Silence(NOON, OptionalLong.of(1), NOON.plusSeconds(1), NOON.plusSeconds(11)));
        Instant cut = NOON.plusSeconds(5);
        for (long place = 2; place <= 20; place++) {
            Instant begun = NOON.plusSeconds(1).plusMillis(200 * place);
            Instant told = cut.plusSeconds(10).plusMillis(place);
            copy().silent(A, new Silence(begun, OptionalLong.of(place), cut, told));
            copy().paused(B, begun, TWO, told);
        }
        assertThat(onlooker.availability(A, cut.plusSeconds(12))).isEqualTo(new Availability.Ready());
    }

    @Test
    void if_those_of_the_models_other_targets_stand_still_as_well_none_is_left_out() {
        for (int place = 1; place <= 20; place++) {
            silent(place);
            copy().silent(B, silence(place));
        }
        assertThat(seen(20)).isEqualTo(new Availability.Ready());
        assertThat(onlooker.availability(B, after(20))).isEqualTo(new Availability.Ready());
    }

    /// The one that was left out was drained, or is gone: nobody probes it.
    @Test
    void one_that_was_left_out_long_ago_and_is_not_probed_says_nothing_of_the_model() {
        Target third = Sample.target("c", Sample.EAST, Sample.SONNET_US).target();
        silent(1, 2, 3, 4, 5);
        for (int place = 300; place <= 304; place++) {
            copy().silent(B, silence(place));
            copy().paused(
                            third,
                            silence(place).begun().plusSeconds(2),
                            TWO,
                            silence(place).now());
        }
        assertThat(onlooker.availability(B, after(304))).isInstanceOf(Availability.Out.class);
    }

    @Test
    void if_no_other_target_of_the_model_ends_a_stream_that_began_meanwhile_none_is_left_out() {
        for (int place = 1; place <= 20; place++) {
            copy().silent(A, silence(place));
            copy().paused(B, NOON.plusSeconds(1), TWO, silence(place).now());
        }
        assertThat(seen(20)).isEqualTo(new Availability.Ready());
        copy().paused(B, NOON.plusSeconds(4), TWO, silence(20).now());
        copy().silent(A, silence(21));
        assertThat(seen(21)).isInstanceOf(Availability.Out.class);
    }

    /// Its probes were answered in one piece.
    @Test
    void one_that_stands_still_within_a_minute_of_the_targets_return_leaves_it_out_again() {
        silent(1, 2, 3, 4, 5);
        Instant at = ((Availability.Out) seen(5)).until();
        for (int probe = 0; probe < 3; probe++, at = at.plusSeconds(16)) {
            SharedTargetHealth prober = copy();
            assertThat(prober.claimProbe(A, at)).isTrue();
            prober.observe(A, new Verdict(new Outcome.Answered(), at, at.plusMillis(500), OptionalLong.of(7 + probe)));
        }
        assertThat(onlooker.availability(A, at)).isInstanceOf(Availability.Returning.class);
        copy().silent(A, new Silence(at, OptionalLong.of(11), at.plusSeconds(1), at.plusSeconds(11)));
        assertThat(onlooker.availability(A, at.plusSeconds(12))).isInstanceOf(Availability.Out.class);
    }

    /// What a stream's silence says does not depend on what the target had failed with before.
    @Test
    void nor_does_it_matter_for_what_the_target_was_left_out() {
        for (int place = 1; place <= 5; place++) {
            copy().observe(A, ended(new Outcome.ServerFault(), place, NOON.plusSeconds(place)));
        }
        Instant at = ((Availability.Out) seen(5)).until();
        for (int probe = 0; probe < 3; probe++, at = at.plusSeconds(16)) {
            SharedTargetHealth prober = copy();
            assertThat(prober.claimProbe(A, at)).isTrue();
            prober.observe(A, new Verdict(new Outcome.Answered(), at, at.plusMillis(500), OptionalLong.of(7 + probe)));
        }
        Silence silence = new Silence(at, OptionalLong.of(11), at.plusSeconds(1), at.plusSeconds(11));
        copy().silent(A, silence);
        assertThat(onlooker.availability(A, at.plusSeconds(12))).isInstanceOf(Availability.Out.class);
        copy().resumed(A, new Silence(at, OptionalLong.of(11), at.plusSeconds(1), at.plusSeconds(20)));
        assertThat(onlooker.availability(A, at.plusSeconds(21))).isEqualTo(new Availability.Ready());
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
    void no_silence_is_unusual_while_nothing_is_known_of_the_model_or_up_to_twice_its_second_longest_pause() {
        Target unknown = Sample.target("a", Sample.EAST, Sample.HAIKU_US).target();
        assertThat(onlooker.silent(unknown, silence(1))).isFalse();
        assertThat(onlooker.silent(A, silence(1))).isTrue();
        streams(2, Duration.ofSeconds(5), NOON);
        assertThat(copy().silent(A, silence(1))).isFalse();
        streams(1, Duration.ofMillis(4_999), NOON.plusSeconds(590));
        assertThat(copy().silent(A, silence(700)))
                .as("a shorter pause says nothing")
                .isFalse();
        streams(1, Duration.ofSeconds(1), NOON.plusSeconds(610));
        assertThat(copy().silent(A, silence(700)))
                .as("a tenth is forgotten in ten minutes")
                .isTrue();
        assertThat(copy().silent(A, silence(5_000)))
                .as("after an hour without calls")
                .isFalse();
    }

    @Test
    void until_twenty_streams_have_ended_no_silence_below_45_seconds_is_unusual() {
        Instant later = NOON.plusSeconds(7_200);
        streams(19, Duration.ofMillis(200), later);
        Silence thinking = new Silence(later, OptionalLong.of(1), later, later.plusSeconds(45));
        Silence longer = new Silence(later, OptionalLong.of(1), later, later.plusSeconds(46));
        assertThat(copy().silent(A, thinking)).isFalse();
        assertThat(copy().silent(A, longer)).isTrue();
        streams(1, Duration.ofMillis(200), later.plusSeconds(1));
        assertThat(copy().silent(A, thinking)).isTrue();
    }

    @Test
    void one_stream_that_hung_for_minutes_and_went_on_hides_no_silence_and_another_does() {
        Instant hung = NOON.minusSeconds(200);
        copy().resumed(B, new Silence(hung, OptionalLong.of(1), hung, NOON));
        copy().paused(B, hung, Duration.ofSeconds(200), NOON.plusSeconds(1));
        assertThat(copy().silent(A, silence(1))).isTrue();
        copy().resumed(B, new Silence(hung.plusMillis(1), OptionalLong.of(2), hung, NOON));
        assertThat(copy().silent(A, silence(2))).isFalse();
    }

    @Test
    void one_stream_that_pauses_longer_and_longer_hides_no_silence() {
        Instant begun = NOON.minusSeconds(100);
        for (int pause : List.of(30, 60)) {
            Instant since = begun.plusSeconds(pause);
            copy().resumed(B, new Silence(begun, OptionalLong.of(1), since, since.plusSeconds(pause)));
        }
        assertThat(copy().silent(A, silence(1))).isTrue();
    }

    @Test
    void what_is_usual_costs_no_write_once_twenty_streams_have_told_their_pauses() {
        copy().silent(A, silence(1));
        int before = store.writes;
        streams(1, Duration.ofSeconds(1), NOON.minusSeconds(1));
        copy().observe(A, ended(new Outcome.Answered(), 2, silence(1).now()));
        assertThat(store.writes).as("nor an answer after one silent stream").isEqualTo(before);
    }

    @Test
    void a_stream_of_another_target_that_stood_still_long_ago_says_nothing_of_the_model() {
        copy().silent(B, silence(1));
        silent(200, 201, 202, 203, 204);
        assertThat(seen(204)).isInstanceOf(Availability.Out.class);
    }

    @Test
    void a_pause_after_which_two_streams_go_on_is_remembered_for_all_targets_of_the_model() {
        copy().resumed(B, silence(1));
        copy().resumed(B, silence(2));
        assertThat(copy().silent(A, silence(20))).isFalse();
    }

    @Test
    void streams_that_end_well_beside_a_suspected_target_are_written_once_for_each_suspicion() {
        copy().silent(A, silence(1));
        int before = store.writes;
        streams(20, TWO, NOON.plusSeconds(3));
        assertThat(store.writes - before).isOne();
    }

    @Test
    void a_healthy_model_costs_at_most_three_writes_in_ten_minutes() {
        int before = store.writes;
        for (int second = 0; second < 1_800; second++) {
            Instant begun = NOON.plusSeconds(second);
            onlooker.paused(B, begun, Duration.ofSeconds(1), begun.plusSeconds(1));
        }
        assertThat(store.writes - before).isBetween(3, 9);
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
                .contains("s4 0 0 0 me 0 0 0 0 0 0 0 0 %d %d 2 2 7 9 several %d"
                        .formatted(
                                silence(7).since().toEpochMilli(),
                                silence(9).since().toEpochMilli(),
                                silence(9).now().toEpochMilli()));
        assertThat(HealthEntry.suspicion(ExclusionText.read(ExclusionText.of(known))))
                .isEqualTo(known);
        Optional<ModelPauses> pauses = Optional.of(new ModelPauses(TEN, NOON, TWO, 20, NOON.plusSeconds(1), NOON));
        assertThat(HealthEntry.pauses(ExclusionText.read(ExclusionText.of(pauses))))
                .isEqualTo(pauses);
    }
}
