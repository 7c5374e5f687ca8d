package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a copy sees of a target's health is what all copies see, within a second.
@Timeout(30)
class SharedTargetHealthTest extends SharedHealthFixture {
    @Test
    void what_nobody_knows_anything_of_is_ready() {
        assertThat(board.availability(SONNET, NOON)).isEqualTo(READY);
        assertThat(board.claimProbe(SONNET, NOON)).isFalse();
    }

    @Test
    void what_one_copy_has_ejected_no_other_calls_a_second_later() {
        assertThat(other.availability(SONNET, NOON)).isEqualTo(READY);
        fail(board, 5, NOON);

        Instant until = ejectedUntil(board, NOON);
        assertThat(ejectedUntil(other, NOON.plus(SECOND))).isEqualTo(until);
        assertThat(other.availability(NOVA, NOON.plus(SECOND))).isEqualTo(READY);
        assertThat(store.writes).isEqualTo(5);
    }

    @Test
    void five_failures_of_five_copies_eject_for_all_even_those_that_were_just_answered() {
        observe(other, SONNET, new Outcome.Answered(), NOON);
        for (int copy = 3; copy <= 7; copy++) {
            copy(copy).observe(SONNET, new Verdict(new Outcome.ServerFault(), NOON, NOON, OptionalLong.of(100 + copy)));
        }

        ejectedUntil(other, NOON.plus(SECOND));
        assertThat(changes).extracting(change -> change.kind().label()).containsExactly("ejected");
    }

    @Test
    void five_failures_among_answers_that_nobody_has_written_eject_nobody() {
        for (int copy = 3; copy <= 7; copy++) {
            copy(copy).observe(SONNET, new Verdict(new Outcome.ServerFault(), NOON, NOON, OptionalLong.of(10L * copy)));
        }

        assertThat(other.availability(SONNET, NOON.plus(SECOND))).isEqualTo(READY);
    }

    @Test
    void a_quarantine_that_a_second_copy_has_seen_is_believed_by_those_that_were_just_answered() {
        SharedTargetHealth third = copy(3);
        observe(other, SONNET, new Outcome.Answered(), NOON);
        observe(third, SONNET, new Outcome.Answered(), NOON);
        observe(board, SONNET, new Outcome.Misconfigured("no access"), NOON);
        assertThat(third.availability(SONNET, NOON.plus(SECOND))).isEqualTo(READY);

        observe(other, SONNET, new Outcome.Misconfigured("no access"), NOON.plus(SECOND));

        assertThat(third.availability(SONNET, NOON.plusSeconds(2))).isInstanceOf(Availability.Out.class);
    }

    @Test
    void failures_of_calls_that_began_before_change_nothing_and_cost_no_write() {
        fail(board, 5, NOON);
        Instant until = ejectedUntil(board, NOON);
        int writes = store.writes;

        fail(board, 10, NOON.plus(SECOND));
        fail(other, 10, NOON.plus(SECOND));

        assertThat(store.writes).isEqualTo(writes);
        assertThat(ejectedUntil(other, NOON.plus(SECOND))).isEqualTo(until);
    }

    @Test
    void a_copy_that_has_not_heard_of_it_yet_does_not_prolong_an_ejection() {
        other.availability(SONNET, NOON);
        fail(board, 5, NOON);
        Instant until = ejectedUntil(board, NOON);

        fail(other, 5, NOON.plusMillis(500));

        assertThat(ejectedUntil(board, NOON.plus(SECOND))).isEqualTo(until);
    }

    @Test
    void an_answer_to_a_copy_that_has_not_heard_of_it_yet_does_not_end_an_ejection() {
        other.availability(SONNET, NOON);
        fail(board, 5, NOON);

        observe(other, SONNET, new Outcome.Answered(), NOON.plusMillis(500));

        ejectedUntil(board, NOON.plus(SECOND));
    }

    @Test
    void a_copy_that_was_just_answered_believes_others_after_one_failure_of_its_own() {
        observe(other, SONNET, new Outcome.Answered(), NOON);
        fail(board, 5, NOON);
        Instant until = ejectedUntil(board, NOON);
        assertThat(other.availability(SONNET, NOON.plus(SECOND))).isEqualTo(READY);

        fail(other, 1, NOON.plus(SECOND));

        assertThat(ejectedUntil(other, NOON.plus(SECOND))).isEqualTo(until);
    }

    @Test
    void an_answer_of_a_minute_ago_is_no_reason_to_doubt_the_others() {
        observe(other, SONNET, new Outcome.Answered(), NOON.minusSeconds(60));
        fail(board, 5, NOON);

        assertThat(ejectedUntil(other, NOON.plus(SECOND))).isEqualTo(ejectedUntil(board, NOON));
    }

    @Test
    void what_a_copy_with_a_broken_network_closes_the_next_answer_of_another_opens_for_all() {
        SharedTargetHealth third = copy(3);
        observe(other, SONNET, new Outcome.Answered(), NOON);
        observe(board, SONNET, new Outcome.BadCredentials("ExpiredTokenException", true), NOON);
        for (int i = 0; i < 5; i++) {
            observe(board, SONNET, new Outcome.Unreachable("no network"), NOON);
        }
        assertThat(third.availability(SONNET, NOON)).isInstanceOf(Availability.Out.class);

        assertThat(other.availability(SONNET, NOON.plus(SECOND))).isEqualTo(READY);
        observe(other, SONNET, new Outcome.Answered(), NOON.plus(SECOND));

        assertThat(third.availability(SONNET, NOON.plusSeconds(2))).isEqualTo(READY);
        assertThat(store.texts).isEmpty();
    }

    @Test
    void refused_credentials_close_one_target_for_all_and_an_answer_opens_it() {
        observe(board, SONNET, new Outcome.BadCredentials("ExpiredTokenException", true), NOON);
        Availability.Out out = (Availability.Out) other.availability(SONNET, NOON);
        assertThat(out.reason()).isEqualTo(Skipped.Reason.QUARANTINED);
        assertThat(copy(3).availability(SONNET, out.until())).isEqualTo(new Availability.Probe());
        assertThat(other.availability(NOVA, NOON)).isEqualTo(READY);

        observe(board, SONNET, new Outcome.Answered(), NOON.plus(SECOND));

        assertThat(other.availability(SONNET, NOON.plusSeconds(2))).isEqualTo(READY);
    }

    @Test
    void a_rest_after_a_throttle_of_a_call_without_a_number_is_the_copys_own() {
        observe(board, SONNET, new Outcome.Throttled(Outcome.Quota.REQUESTS), NOON);

        assertThat(board.availability(SONNET, NOON)).isInstanceOf(Availability.Out.class);
        assertThat(other.availability(SONNET, NOON)).isEqualTo(READY);
        assertThat(store.writes).isZero();
    }

    @Test
    void a_pause_that_bedrock_asked_for_is_respected_though_the_target_is_ejected_too() {
        Outcome busy = new Outcome.Overloaded(Optional.of(Duration.ofSeconds(20)));
        for (int failure = 0; failure < 23; failure++) {
            observe(board, SONNET, busy, NOON);
        }
        assertThat(board.availability(SONNET, NOON))
                .as("no last resort")
                .isEqualTo(new Availability.Out(Skipped.Reason.PAUSED, NOON.plusSeconds(20)));
        assertThat(board.availability(SONNET, NOON.plusSeconds(21)))
                .isInstanceOfSatisfying(
                        Availability.Out.class, out -> assertThat(out.reason()).isEqualTo(Skipped.Reason.EJECTED));
    }

    @Test
    void each_thing_that_happens_to_a_target_is_told_once_with_its_reason() {
        fail(board, 5, NOON);
        Instant later = ejectedUntil(board, NOON);
        board.claimProbe(SONNET, later);
        observe(board, SONNET, new Outcome.Answered(), later);
        observe(board, SONNET, new Outcome.QuotaSpent(), later);

        assertThat(changes)
                .extracting(change -> change.kind().label())
                .containsExactly("ejected", "probed", "answered", "quota-closed");
        assertThat(changes.getFirst().subject()).isEqualTo(SONNET.label());
        assertThat(changes.getFirst().why()).isEqualTo("ServerFault");
        assertThat(changes.getFirst().until()).contains(later);
    }

    @Test
    void an_answer_does_not_take_back_what_several_have_confirmed_since_its_copy_looked() {
        observe(other, SONNET, new Outcome.Answered(), NOON);
        fail(board, 5, NOON);
        other.availability(SONNET, NOON.plus(SECOND));
        SharedTargetHealth third = copy(3);
        third.observe(SONNET, new Verdict(new Outcome.Answered(), NOON.minusMillis(1), NOON));
        third.observe(SONNET, new Verdict(new Outcome.ServerFault(), NOON.plusMillis(1_100), NOON.plusMillis(1_100)));
        assertThat(store.texts.get("t#" + SONNET.label())).contains(Exclusion.SEVERAL);

        observe(other, SONNET, new Outcome.Answered(), NOON.plusMillis(1_200));

        ejectedUntil(copy(4), NOON.plusMillis(1_300));
    }
}
