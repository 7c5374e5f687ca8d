package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.breakwater.Sample;
import io.breakwater.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// An account that gives credentials to nobody, and copies of the gateway with and without them.
final class SessionHintTest {
    private static final Instant NOON = Sample.NOW;
    private static final Target EAST =
            Sample.target("a", Sample.EAST, Sample.SONNET_US).target();
    private static final Target WEST =
            Sample.target("a", Sample.WEST, Sample.HAIKU_US).target();
    private static final Target ANOTHER =
            Sample.target("b", Sample.EAST, Sample.SONNET_US).target();
    private static final Outcome NONE = new Outcome.NoCredentials("STS is silent", Duration.ofSeconds(1));
    private static final Availability READY = new Availability.Ready();

    private final CountedHealthStore store = new CountedHealthStore();
    private final StrictListener listener = new StrictListener();
    private final List<HealthChange> changes = listener.changes;
    private final Copy copy = new Copy(1);
    private final Copy other = new Copy(2);

    /// A copy with what its cache of credentials says of every account.
    private final class Copy {
        private final SharedTargetHealth board;
        private AccountSession session = new AccountSession.None();

        Copy(long seed) {
            board = new SharedTargetHealth(
                    store, new CopyName(() -> "copy-" + seed), new SplittableRandom(seed), listener, _ -> session);
        }

        /// STS has given none, as each copy sees it: nobody asks again for a second.
        void refused(Instant at) {
            session = new AccountSession.NotBefore(at.plusSeconds(1));
            board.observe(EAST, new Verdict(NONE, at, at));
        }

        void given(Instant at) {
            session = new AccountSession.AtHand(at);
            board.observe(EAST, new Verdict(new Outcome.Answered(), at, at.plusMillis(1)));
        }

        Availability at(Instant at) {
            return board.availability(EAST, at);
        }

        Optional<Skipped.Reason> out(Target target, Instant at) {
            return board.availability(target, at) instanceof Availability.Out(Skipped.Reason reason, var _, var _)
                    ? Optional.of(reason)
                    : Optional.empty();
        }
    }

    private static Instant after(Duration time) {
        return NOON.plus(time);
    }

    private Instant until(Instant at) {
        return ((Availability.Out) other.at(at)).until();
    }

    @Test
    void what_one_copy_was_refused_no_other_without_credentials_asks_for_a_second_later_in_any_region() {
        other.at(NOON);
        copy.refused(NOON);
        Instant later = after(Duration.ofSeconds(1));
        assertThat(other.out(EAST, later)).contains(Skipped.Reason.NO_SESSION);
        assertThat(other.out(WEST, later)).contains(Skipped.Reason.NO_SESSION);
        assertThat(other.board.availability(ANOTHER, later)).isEqualTo(READY);
        assertThat(changes)
                .extracting(HealthChange::kind, HealthChange::subject)
                .containsExactly(tuple(HealthChange.Kind.NO_SESSION, "a"));
    }

    @Test
    void a_copy_that_has_credentials_goes_on_to_use_the_account_and_takes_nothing_back() {
        other.session = new AccountSession.AtHand(NOON.minusSeconds(600));
        copy.refused(NOON);
        Instant later = after(Duration.ofSeconds(2));
        assertThat(other.at(later)).isEqualTo(READY);
        other.board.observe(EAST, new Verdict(new Outcome.Answered(), later, later));
        assertThat(new Copy(3).out(EAST, later)).contains(Skipped.Reason.NO_SESSION);
    }

    @Test
    void one_request_at_a_time_asks_again() {
        copy.refused(NOON);
        Instant asked = until(NOON);
        assertThat(other.at(asked)).isEqualTo(new Availability.Probe());
        assertThat(other.board.claimProbe(EAST, asked)).isTrue();
        assertThat(new Copy(3).board.claimProbe(WEST, asked)).isFalse();
        assertThat(new Copy(4).out(WEST, asked)).contains(Skipped.Reason.NO_SESSION);
    }

    @Test
    void a_copy_with_credentials_that_probes_a_failed_target_leaves_that_question_to_those_without() {
        copy.refused(NOON);
        other.session = new AccountSession.AtHand(NOON.minusSeconds(600));
        for (int call = 1; call <= 5; call++) {
            Instant ended = NOON.plusMillis(call);
            other.board.observe(EAST, new Verdict(new Outcome.ServerFault(), ended, ended, OptionalLong.of(call)));
        }
        Instant later = NOON.plusSeconds(40);
        assertThat(other.board.claimProbe(EAST, later)).isTrue();
        assertThat(new Copy(3).at(later)).isInstanceOf(Availability.Out.class);
        assertThat(new Copy(3).board.availability(WEST, later)).isEqualTo(new Availability.Probe());
    }

    @Test
    void whoever_is_given_credentials_brings_the_account_back_for_all() {
        copy.refused(NOON);
        Instant asked = until(NOON);
        other.board.claimProbe(EAST, asked);
        other.given(asked);
        assertThat(new Copy(3).at(asked.plusSeconds(1))).isEqualTo(READY);
        assertThat(store.all()).isEmpty();
    }

    @Test
    void a_renewal_in_the_background_brings_it_back_too() {
        copy.refused(NOON);
        other.given(after(Duration.ofSeconds(2)));
        assertThat(new Copy(3).at(after(Duration.ofSeconds(2)))).isEqualTo(READY);
    }

    @Test
    void each_refusal_in_a_row_lasts_five_seconds_longer_and_half_a_minute_at_most() {
        Instant at = NOON;
        for (int times = 1; times <= 10; times++) {
            other.session = new AccountSession.None();
            copy.refused(at);
            Instant until = until(at.plusSeconds(1));
            long nominal = Math.min(5_000L * times, 30_000);
            assertThat(Duration.between(at, until).toMillis()).isBetween(nominal * 8 / 10, nominal * 12 / 10);
            at = until;
        }
    }

    @Test
    void calls_that_were_refused_while_it_is_known_write_nothing() {
        copy.refused(NOON);
        int writes = store.writes;
        for (int calls = 0; calls < 20; calls++) {
            copy.refused(NOON.plusMillis(calls));
        }
        assertThat(store.writes).isEqualTo(writes);
    }

    @Test
    void a_call_without_credentials_says_nothing_where_their_issuer_has_not_failed() {
        for (AccountSession session :
                List.of(new AccountSession.None(), AccountSession.ALWAYS, new AccountSession.AtHand(NOON))) {
            copy.session = session;
            copy.board.observe(EAST, new Verdict(NONE, NOON, NOON));
        }
        assertThat(store.all()).isEmpty();
    }

    @Test
    void a_process_does_not_ask_during_its_own_pause_whatever_the_others_know() {
        copy.session = new AccountSession.NotBefore(NOON.plusSeconds(8));
        assertThat(copy.at(NOON)).isEqualTo(new Availability.Out(Skipped.Reason.NO_SESSION, NOON.plusSeconds(8)));
        assertThat(copy.board.claimProbe(EAST, NOON)).isFalse();
        assertThat(copy.at(NOON.plusSeconds(8))).isEqualTo(READY);
    }

    @Test
    void what_nobody_asks_for_is_forgotten_a_minute_after_its_end() {
        copy.refused(NOON);
        Instant end = until(NOON.plusMillis(1));
        assertThat(other.at(end.plusSeconds(59))).isEqualTo(new Availability.Probe());
        assertThat(other.at(end.plusSeconds(60))).isEqualTo(READY);
        copy.refused(end.plusSeconds(60));
        assertThat(until(end.plusSeconds(61))).as("as the first one").isBefore(end.plusSeconds(67));
    }

    @Test
    void operators_see_of_each_target_of_the_account_that_it_gives_no_credentials_while_anybody_heeds_it() {
        copy.refused(NOON);
        OperatorsHealth operators = new OperatorsHealth(store, changes::add);
        for (Target target : List.of(EAST, WEST)) {
            LeftOut seen = operators.read(NOON).of(target).session().orElseThrow();
            assertThat(seen.state()).isEqualTo(LeftOut.State.NO_SESSION);
            assertThat(seen.by()).isEqualTo("copy-1");
            Instant forgotten = seen.until().plusSeconds(60);
            assertThat(operators.read(forgotten.minusMillis(1)).of(target).isNothing())
                    .isFalse();
            assertThat(operators.read(forgotten).of(target).isNothing()).isTrue();
        }
        assertThat(operators.read(NOON).of(ANOTHER).isNothing()).isTrue();
    }

    @Test
    void a_reset_of_one_of_its_targets_ends_that_for_all_of_them_and_says_so() {
        copy.refused(NOON);
        KnownOfTarget known = new OperatorsHealth(store, changes::add).reset(WEST, "eve", NOON);
        assertThat(known.decisive()).isEqualTo(known.session()).isPresent();
        assertThat(store.texts).isEmpty();
        assertThat(changes)
                .extracting(HealthChange::kind, HealthChange::subject)
                .endsWith(tuple(HealthChange.Kind.RESET, "a"));
    }
}
