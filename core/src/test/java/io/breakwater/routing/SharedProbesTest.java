package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which of many copies probes a target that is left out, when, and what its end means for all.
@Timeout(30)
class SharedProbesTest extends SharedHealthFixture {
    @Test
    void a_probe_in_need_is_claimed_by_one_half_a_minute_after_the_last_failure() {
        fail(board, 5, NOON);
        Instant failed = ejectedUntil(board, NOON);
        assertThat(board.claimProbe(SONNET, failed)).isTrue();
        fail(board, 1, failed);
        assertThat(ejectedUntil(board, failed)).isAfter(failed.plusSeconds(40));
        assertThat(board.claimProbeInNeed(SONNET, failed.plusSeconds(29))).isFalse();
        assertThat(other.claimProbeInNeed(SONNET, failed.plusSeconds(31))).isTrue();
        assertThat(board.claimProbeInNeed(SONNET, failed.plusSeconds(33))).isFalse();
        assertThat(board.claimProbeInNeed(NOVA, failed))
                .as("nothing is wrong with it")
                .isFalse();
    }

    @Test
    void in_need_one_copy_at_a_time_probes_what_is_left_out_half_a_minute_after_its_last_failure() {
        Instant again = ejectedTwice();
        assertThat(board.claimProbe(SONNET, again.plusSeconds(29))).isFalse();
        Instant at = again.plusSeconds(31);
        assertThat(probedInNeed(other, SONNET, at)).isTrue();
        assertThat(board.claimProbe(SONNET, at)).as("its time is not over").isFalse();
        assertThat(board.claimProbeInNeed(SONNET, at)).isTrue();
        assertThat(other.claimProbeInNeed(SONNET, at)).isFalse();
        assertThat(probedInNeed(copy(3), SONNET, at.plusSeconds(1))).isFalse();
    }

    @Test
    void a_probe_in_need_that_fails_does_not_lengthen_the_ejection() {
        Instant again = ejectedTwice();
        Instant until = ejectedUntil(board, again);
        assertThat(board.claimProbeInNeed(SONNET, again.plusSeconds(31))).isTrue();
        fail(board, 1, again.plusSeconds(31));
        assertThat(ejectedUntil(board, again.plusSeconds(32))).isEqualTo(until);
    }

    /// @param early how long before the end of the ejection the probe begins
    /// @return the end of the ejection
    private Instant probedInNeedBeforeItsEnd(Duration early) {
        Instant until = ejectedUntil(board, ejectedTwice());
        assertThat(board.claimProbeInNeed(SONNET, until.minus(early))).isTrue();
        return until;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000, 15_000})
    void a_probe_in_need_keeps_no_other_away_once_the_ejection_is_over(long earlyMillis) {
        Instant until = probedInNeedBeforeItsEnd(Duration.ofMillis(earlyMillis));
        assertThat(ejectedUntil(board, until.minusMillis(1))).isEqualTo(until);
        assertThat(other.availability(SONNET, until)).isEqualTo(new Availability.Probe());
        assertThat(other.claimProbe(SONNET, until)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 2_000})
    void a_probe_in_need_that_fails_or_stalls_about_the_end_of_the_ejection_is_no_further_ejection(long afterMillis) {
        Instant until = probedInNeedBeforeItsEnd(SECOND);
        Instant ended = until.plusMillis(afterMillis);
        for (Outcome outcome : List.of(new Outcome.ServerFault(), new Outcome.Overloaded(Optional.empty()))) {
            board.observe(SONNET, new Verdict(outcome, until.minus(SECOND), ended));
            assertThat(board.availability(SONNET, until.plusSeconds(2))).isEqualTo(new Availability.Probe());
        }
    }

    @Test
    void a_probe_that_begins_when_the_ejection_is_over_and_fails_is_a_further_one() {
        Instant until = ejectedUntil(board, ejectedTwice());
        assertThat(board.claimProbe(SONNET, until)).isTrue();
        fail(board, 1, until);
        assertThat(ejectedUntil(board, until.plusSeconds(60))).isAfter(until.plusSeconds(71));
    }

    @Test
    void three_throttled_probes_in_need_bring_a_target_back_as_answers_do() {
        Instant again = ejectedTwice();
        for (int throttles = 1; throttles <= 3; throttles++) {
            Instant at = again.plusSeconds(30 + 2L * throttles);
            assertThat(board.claimProbeInNeed(SONNET, at))
                    .as("probe %d", throttles)
                    .isTrue();
            board.observe(
                    SONNET,
                    new Verdict(
                            new Outcome.Throttled(Outcome.Quota.REQUESTS),
                            at,
                            at.plusSeconds(1),
                            OptionalLong.of(throttles)));
        }
        assertThat(other.availability(SONNET, again.plusSeconds(38))).isInstanceOf(Availability.Returning.class);
    }

    @Test
    void three_answered_probes_in_need_bring_a_target_back_before_its_time() {
        Instant again = ejectedTwice();
        for (int answers = 1; answers <= 3; answers++) {
            Instant at = again.plusSeconds(30 + 2L * answers);
            assertThat(board.claimProbeInNeed(SONNET, at)).isTrue();
            observe(board, SONNET, new Outcome.Answered(), at.plusSeconds(1));
        }
        assertThat(other.availability(SONNET, again.plusSeconds(38))).isInstanceOf(Availability.Returning.class);
    }

    @Test
    void what_rests_or_has_no_quota_of_the_day_besides_is_not_probed_in_need() {
        Instant again = ejectedTwice();
        observe(board, SONNET, new Outcome.QuotaSpent(), again);
        assertThat(probedInNeed(board, SONNET, again.plusSeconds(31))).isFalse();
    }

    @Test
    void one_copy_probes_at_a_time_and_three_answers_bring_the_target_back_for_all() {
        fail(board, 5, NOON);
        Instant later = ejectedUntil(board, NOON);
        assertThat(board.availability(SONNET, later)).isEqualTo(new Availability.Probe());
        assertThat(other.availability(SONNET, later)).isEqualTo(new Availability.Probe());

        assertThat(other.claimProbe(SONNET, later)).isTrue();
        assertThat(board.claimProbe(SONNET, later)).isFalse();
        ejectedUntil(board, later);
        observe(other, SONNET, new Outcome.Answered(), later);
        for (int probe = 2; probe <= 3; probe++) {
            later = ejectedUntil(board, later.plus(SECOND));
            assertThat(board.claimProbe(SONNET, later)).isTrue();
            observe(board, SONNET, new Outcome.Answered(), later);
        }

        assertThat(other.availability(SONNET, later.plus(SECOND)))
                .as("nor for the copy that was answered first")
                .isInstanceOf(Availability.Returning.class);
        assertThat(other.availability(SONNET, later.plusSeconds(60))).isEqualTo(READY);
        observe(other, SONNET, new Outcome.Answered(), later.plusSeconds(60));
        assertThat(store.texts).isEmpty();
    }

    @Test
    void an_answered_probe_lets_no_copy_doubt_what_the_failed_probe_before_it_has_said() {
        fail(board, 5, NOON);
        Instant later = ejectedUntil(board, NOON);
        assertThat(other.claimProbe(SONNET, later)).isTrue();
        observe(other, SONNET, new Outcome.Unreachable("refused"), later);
        SharedTargetHealth third = copy(3);
        later = ejectedUntil(third, later.plus(SECOND));
        assertThat(third.claimProbe(SONNET, later)).isTrue();

        observe(third, SONNET, new Outcome.Answered(), later);

        assertThat(ejectedUntil(third, later.plus(SECOND))).isEqualTo(ejectedUntil(board, later.plus(SECOND)));
        observe(third, SONNET, new Outcome.Answered(), later.plus(SECOND));
        assertThat(store.texts).isNotEmpty();
    }

    @Test
    void a_probe_that_fails_ejects_for_twice_as_long_whoever_makes_it() {
        fail(board, 5, NOON);
        Instant later = ejectedUntil(board, NOON);
        assertThat(other.claimProbe(SONNET, later)).isTrue();

        observe(other, SONNET, new Outcome.Unreachable("refused"), later);

        Duration second = Duration.between(later, ejectedUntil(board, later.plus(SECOND)));
        assertThat(second).isBetween(Duration.ofSeconds(48), Duration.ofSeconds(72));
    }

    @Test
    void a_probe_whose_copy_died_is_made_again_half_a_minute_later() {
        fail(board, 5, NOON);
        Instant later = ejectedUntil(board, NOON);
        assertThat(other.claimProbe(SONNET, later)).isTrue();

        assertThat(board.claimProbe(SONNET, later.plusSeconds(29))).isFalse();
        assertThat(board.claimProbe(SONNET, later.plusSeconds(30))).isTrue();
    }

    @Test
    void of_64_who_want_to_probe_a_half_open_target_one_may() throws Exception {
        fail(board, 5, NOON);
        Instant later = ejectedUntil(board, NOON);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> claims = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(64)) {
            for (HealthBoard each : boards(64)) {
                claims.add(threads.submit(() -> {
                    start.await();
                    return each.claimProbe(SONNET, later);
                }));
            }
            start.countDown();
        }

        int claimed = 0;
        for (Future<Boolean> claim : claims) {
            claimed += claim.get(10, TimeUnit.SECONDS) ? 1 : 0;
        }
        assertThat(claimed).isEqualTo(1);
    }

    /// The boards of this many copies, half of which share a process.
    private List<SharedTargetHealth> boards(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> i % 2 == 0 ? board : copy(i))
                .toList();
    }

    @Test
    void whatever_happens_at_most_one_of_many_copies_probes_at_a_time_and_an_open_breaker_lets_nobody_through() {
        for (long seed = 1; seed <= 300; seed++) {
            new BoardHistory(seed).run(400);
        }
    }
}
