package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Copies of the gateway whose clocks are minutes apart: what one of them has written counts for the
/// others no longer than it can last at all.
final class SkewedHealthTest {
    private static final Instant NOON = Sample.NOW;
    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final Target A =
            Sample.target("a", Sample.EAST, Sample.SONNET_US).target();
    private static final Target B =
            Sample.target("b", Sample.WEST, Sample.SONNET_US).target();
    private static final Availability READY = new Availability.Ready();

    private final CountedHealthStore store = new CountedHealthStore();
    private final SharedTargetHealth ahead = copy("ahead", AccountSession.ALWAYS);
    private final SharedTargetHealth right = copy("right", AccountSession.ALWAYS);

    private SharedTargetHealth copy(String name, AccountSession session) {
        return new SharedTargetHealth(
                store, new CopyName(() -> name), new SplittableRandom(1), new StrictListener(), _ -> session);
    }

    private static Verdict ended(Outcome outcome, long place, Instant at) {
        return new Verdict(outcome, at.minusSeconds(1), at, OptionalLong.of(place));
    }

    private void ejectedByTheOneAhead() {
        for (int place = 1; place <= 5; place++) {
            ahead.observe(A, ended(new Outcome.ServerFault(), place, NOON.plus(AHEAD)));
        }
    }

    /// How long the copy whose clock is right leaves the target out, looking once a second.
    private Duration out(SharedTargetHealth copy) {
        Instant now = NOON;
        while (copy.availability(A, now) instanceof Availability.Out) {
            now = now.plusSeconds(1);
        }
        return Duration.between(NOON, now);
    }

    @Test
    void an_ejection_by_a_copy_whose_clock_is_ahead_lasts_no_longer_than_the_longest_of_its_kind() {
        ejectedByTheOneAhead();
        assertThat(out(right)).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(37));
    }

    @Test
    void a_quarantine_and_a_spent_day_likewise() {
        ahead.observe(A, ended(new Outcome.Misconfigured("no such profile"), 1, NOON.plus(AHEAD)));
        assertThat(out(right)).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(37));
        SharedTargetHealth another = copy("another", AccountSession.ALWAYS);
        store.replace("t#" + A.label(), Optional.ofNullable(store.all().get("t#" + A.label())), Optional.empty());
        ahead.observe(A, ended(new Outcome.QuotaSpent(), 2, NOON.plus(AHEAD)));
        assertThat(out(another)).isBetween(Duration.ofSeconds(48), Duration.ofSeconds(73));
    }

    @Test
    void a_hint_that_an_account_gives_no_credentials_likewise() {
        SharedTargetHealth without = copy("without", new AccountSession.NotBefore(NOON.plus(AHEAD)));
        without.observe(
                A, ended(new Outcome.NoCredentials("STS is silent", Duration.ofSeconds(1)), 1, NOON.plus(AHEAD)));
        assertThat(out(copy("cold", new AccountSession.None())))
                .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(7));
    }

    @Test
    void a_probe_that_was_claimed_by_such_a_copy_is_over_as_soon_and_the_next_answers_count() {
        ejectedByTheOneAhead();
        assertThat(ahead.claimProbe(A, NOON.plus(AHEAD).plusSeconds(40))).isTrue();
        Instant now = NOON.plus(out(right));
        assertThat(now).isBetween(NOON.plusSeconds(24), NOON.plusSeconds(37));
        for (int probe = 0; probe < 3; probe++, now = now.plusSeconds(16)) {
            assertThat(right.claimProbe(A, now)).isTrue();
            right.observe(A, ended(new Outcome.Answered(), 10 + probe, now.plusSeconds(1)));
        }
        assertThat(right.availability(A, now)).isInstanceOf(Availability.Returning.class);
    }

    @Test
    void a_copy_that_comes_to_know_of_it_late_takes_the_targets_return_for_what_it_is() {
        ejectedByTheOneAhead();
        Instant at = NOON.plus(AHEAD).plusSeconds(40);
        for (int probe = 0; probe < 3; probe++, at = at.plusSeconds(16)) {
            assertThat(ahead.claimProbe(A, at)).isTrue();
            ahead.observe(A, ended(new Outcome.Answered(), 10 + probe, at.plusSeconds(1)));
        }
        assertThat(right.availability(A, NOON)).isInstanceOf(Availability.Returning.class);
        assertThat(right.availability(A, NOON.plusSeconds(61))).isEqualTo(READY);
    }

    /// Those count that begin after the others have heard of the first.
    @Test
    void streams_that_stand_still_count_although_the_first_was_told_by_a_copy_whose_clock_is_ahead() {
        for (int stream = 0; stream < 20; stream++) {
            right.paused(B, NOON.minusSeconds(60 + stream), Duration.ofSeconds(2), NOON.minusSeconds(30));
        }
        Instant late = NOON.plus(AHEAD);
        ahead.silent(A, new Silence(late.minusSeconds(12), OptionalLong.of(1), late.minusSeconds(11), late));
        for (int place = 2; place <= 24; place++) {
            Instant begun = NOON.plusSeconds(place);
            right.silent(A, new Silence(begun, OptionalLong.of(place), begun.plusSeconds(1), begun.plusSeconds(11)));
            right.paused(B, begun.plusSeconds(1), Duration.ofSeconds(2), begun.plusSeconds(11));
        }
        assertThat(right.availability(A, NOON.plusSeconds(36))).isInstanceOf(Availability.Out.class);
    }

    /// Probes that come early would make a dead target be called more often.
    @Test
    void a_copy_whose_clock_is_behind_probes_no_sooner_than_the_others() {
        for (int place = 1; place <= 5; place++) {
            right.observe(A, ended(new Outcome.ServerFault(), place, NOON));
        }
        Duration took = out(right);
        SharedTargetHealth behind = copy("behind", AccountSession.ALWAYS);
        Instant its = NOON.minus(AHEAD);
        assertThat(behind.availability(A, its)).isInstanceOf(Availability.Out.class);
        assertThat(behind.availability(A, its.plus(took).minusSeconds(2))).isInstanceOf(Availability.Out.class);
        assertThat(behind.availability(A, its.plusSeconds(37))).isEqualTo(new Availability.Probe());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 300})
    void a_clock_that_is_set_back_makes_no_rest_of_this_copy_longer_and_keeps_no_read_from_being_made(int backSeconds) {
        right.observe(A, ended(new Outcome.NotReady(), 1, NOON));
        assertThat(right.availability(A, NOON)).isInstanceOf(Availability.Out.class);
        Instant back = NOON.minusSeconds(backSeconds);
        assertThat(right.availability(A, back.plusSeconds(61))).isEqualTo(READY);
        for (int place = 1; place <= 5; place++) {
            copy("another", AccountSession.ALWAYS)
                    .observe(A, ended(new Outcome.ServerFault(), place, back.plusSeconds(62)));
        }
        assertThat(right.availability(A, back.plusSeconds(64))).isInstanceOf(Availability.Out.class);
    }
}
