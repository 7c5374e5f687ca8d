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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SharedTargetHealthTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Target SONNET = target("a", "111111111111", "us-east-1", "us.anthropic.claude-sonnet-4-6");
    private static final Target NOVA = target("a", "111111111111", "us-east-1", "us.amazon.nova-lite-v1:0");
    private static final Target SONNET_GLOBAL =
            target("a", "111111111111", "us-east-1", "global.anthropic.claude-sonnet-4-6");
    private static final Availability READY = new Availability.Ready();
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final CountedHealthStore store = new CountedHealthStore();
    private final List<RuntimeException> troubles = new ArrayList<>();
    private final List<HealthChange> changes = new ArrayList<>();
    private final SharedTargetHealth board = copy(1);
    private final SharedTargetHealth other = copy(2);

    private SharedTargetHealth copy(long seed) {
        return copy(store, seed);
    }

    private SharedTargetHealth copy(HealthStore texts, long seed) {
        return new SharedTargetHealth(
                texts, new CopyName(() -> "copy-" + seed), new Random(seed), new HealthListener() {
                    @Override
                    public void changed(HealthChange change) {
                        changes.add(change);
                    }

                    @Override
                    public void unreachable(RuntimeException trouble) {
                        troubles.add(trouble);
                    }
                });
    }

    private static Target target(String shard, String account, String region, String profile) {
        return new Target(new ShardId(shard), new AccountId(account), new Region(region), new ProfileId(profile));
    }

    /// Reports the end of a call that began at the same instant.
    private static void observe(HealthBoard board, Target target, Outcome outcome, Instant at) {
        board.observe(target, new Verdict(outcome, at, at));
    }

    private static void fail(HealthBoard board, int times, Instant at) {
        for (int i = 0; i < times; i++) {
            observe(board, SONNET, new Outcome.ServerFault(), at);
        }
    }

    private static Instant ejectedUntil(HealthBoard board, Instant at) {
        assertThat(board.availability(SONNET, at))
                .isInstanceOfSatisfying(
                        Availability.Out.class, out -> assertThat(out.reason()).isEqualTo(Skipped.Reason.EJECTED));
        return ((Availability.Out) board.availability(SONNET, at)).until();
    }

    @Test
    void what_nobody_knows_anything_of_is_ready() {
        assertThat(board.availability(SONNET, NOON)).isEqualTo(READY);
        assertThat(board.claimProbe(SONNET, NOON)).isFalse();
    }

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
    void answers_write_nothing_but_after_two_failures_a_failure_once_and_each_copy_reads_once_a_second() {
        int failures = 0;
        for (int i = 0; i < 3_000; i++) {
            Instant at = NOON.plusMillis(i);
            board.availability(SONNET, at);
            Outcome outcome = i % 7 == 0 ? new Outcome.ServerFault() : new Outcome.Answered();
            failures += i % 7 == 0 ? 1 : 0;
            board.observe(SONNET, new Verdict(outcome, at, at, OptionalLong.of(i)));
        }

        assertThat(store.reads).isEqualTo(3);
        assertThat(store.writes).isBetween(failures, failures + failures / 2);
        assertThat(board.availability(SONNET, NOON.plusSeconds(3))).isEqualTo(READY);
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

    private static Target sonnet(int account, String region) {
        String shard = String.valueOf((char) ('a' + account - 1));
        return target(shard, Integer.toString(account).repeat(12), region, "us.anthropic.claude-sonnet-4-6");
    }

    private void eject(Target target, Instant at) {
        for (int failure = 0; failure < 5; failure++) {
            observe(board, target, new Outcome.Unreachable("connect timed out"), at);
        }
    }

    @Test
    void where_two_accounts_of_a_region_fail_one_failure_is_enough_for_a_third_and_elsewhere_it_is_not() {
        Target third = sonnet(3, "us-east-1");
        Target elsewhere = sonnet(3, "us-west-2");
        eject(SONNET, NOON);
        observe(board, third, new Outcome.Unreachable("connect timed out"), NOON);
        assertThat(board.availability(third, NOON)).as("one account").isEqualTo(READY);
        eject(sonnet(2, "us-east-1"), NOON);
        assertThat(other.availability(third, NOON.plus(SECOND)))
                .as("who answers stays")
                .isEqualTo(READY);

        observe(other, third, new Outcome.Unreachable("connect timed out"), NOON.plus(SECOND));
        observe(other, elsewhere, new Outcome.Unreachable("connect timed out"), NOON.plus(SECOND));

        assertThat(other.availability(third, NOON.plus(SECOND))).isInstanceOf(Availability.Out.class);
        assertThat(other.availability(elsewhere, NOON.plus(SECOND))).isEqualTo(READY);
    }

    /// Ejected for the second time, at this instant: out for 48 s at least.
    private Instant ejectedTwice() {
        fail(board, 5, NOON);
        Instant again = ejectedUntil(board, NOON);
        assertThat(board.claimProbe(SONNET, again)).isTrue();
        fail(board, 1, again);
        return again;
    }

    private static boolean probedInNeed(HealthBoard copy, Target target, Instant at) {
        return copy.availability(target, at) instanceof Availability.Out out && out.probedInNeed();
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
    void in_need_a_region_is_probed_by_one_request_as_well() {
        Target second = sonnet(2, "us-east-1");
        Instant again = ejectedTwice();
        eject(second, again.minusSeconds(20));
        assertThat(board.claimProbeInNeed(SONNET, again.plusSeconds(31))).isTrue();
        assertThat(probedInNeed(other, second, again.plusSeconds(33))).isFalse();
    }

    @Test
    void failures_long_ago_are_no_sign_that_the_region_is_down() {
        eject(SONNET, NOON);
        eject(sonnet(2, "us-east-1"), NOON);
        Target third = sonnet(3, "us-east-1");
        observe(other, third, new Outcome.Unreachable("connect timed out"), NOON.plusSeconds(120));
        assertThat(other.availability(third, NOON.plusSeconds(120))).isEqualTo(READY);
    }

    @Test
    void a_region_is_probed_by_one_request_and_its_failure_counts_for_all_of_it() {
        Target second = sonnet(2, "us-east-1");
        eject(SONNET, NOON);
        eject(second, NOON);
        Instant later = NOON.plusSeconds(40);
        assertThat(board.claimProbe(SONNET, later)).isTrue();
        assertThat(other.availability(second, later.plus(SECOND))).isInstanceOf(Availability.Out.class);
        assertThat(other.claimProbe(second, later.plus(SECOND))).isFalse();

        observe(board, SONNET, new Outcome.Unreachable("connect timed out"), later.plus(SECOND));

        assertThat(other.availability(second, later.plusSeconds(30))).isInstanceOf(Availability.Out.class);
        assertThat(other.availability(second, later.plusSeconds(31))).isEqualTo(new Availability.Probe());
    }

    @Test
    void one_answered_probe_has_the_others_of_the_region_probed_at_once() {
        Target second = sonnet(2, "us-east-1");
        eject(SONNET, NOON);
        eject(second, NOON);
        Instant later = NOON.plusSeconds(40);
        assertThat(board.claimProbe(second, later)).isTrue();
        observe(board, second, new Outcome.Unreachable("connect timed out"), later);
        assertThat(board.availability(second, later.plusSeconds(40)))
                .as("out for a minute")
                .isInstanceOf(Availability.Out.class);

        assertThat(board.claimProbe(SONNET, later.plusSeconds(40))).isTrue();
        observe(board, SONNET, new Outcome.Answered(), later.plusSeconds(40));

        assertThat(board.availability(second, later.plusSeconds(40))).isEqualTo(new Availability.Probe());
        assertThat(board.claimProbe(second, later.plusSeconds(40))).isTrue();
        observe(board, second, new Outcome.Unreachable("connect timed out"), later.plusSeconds(41));
        assertThat(board.availability(second, later.plusSeconds(42))).as("once").isInstanceOf(Availability.Out.class);
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
    void a_targets_own_answers_stay_fifteen_seconds_apart_however_the_others_of_its_region_answer() {
        Target second = sonnet(2, "us-east-1");
        eject(SONNET, NOON);
        eject(second, NOON);
        Instant later = NOON.plusSeconds(40);
        assertThat(board.claimProbe(SONNET, later)).isTrue();
        observe(board, SONNET, new Outcome.Answered(), later);
        assertThat(board.claimProbe(second, later)).isTrue();
        observe(board, second, new Outcome.Answered(), later.plus(SECOND));

        assertThat(board.availability(second, later.plusSeconds(2))).isInstanceOf(Availability.Out.class);
        assertThat(board.availability(SONNET, later.plusSeconds(2))).isInstanceOf(Availability.Out.class);
        assertThat(board.availability(second, later.plusSeconds(17))).isEqualTo(new Availability.Probe());
    }

    @Test
    void that_another_model_of_the_region_is_down_says_nothing_of_this_one() {
        Target nova = target("c", "3".repeat(12), "us-east-1", "us.amazon.nova-lite-v1:0");
        eject(SONNET, NOON);
        eject(sonnet(2, "us-east-1"), NOON);

        observe(board, nova, new Outcome.Unreachable("connect timed out"), NOON.plus(SECOND));

        assertThat(board.availability(nova, NOON.plus(SECOND))).isEqualTo(READY);
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
    void a_spent_day_closes_the_model_in_its_account_and_region_for_every_copy_and_nothing_else() {
        observe(board, SONNET, new Outcome.QuotaSpent(), NOON);

        Availability.Out closed = (Availability.Out) other.availability(SONNET, NOON);
        assertThat(closed.reason()).isEqualTo(Skipped.Reason.DAILY_QUOTA);
        assertThat(other.availability(SONNET_GLOBAL, NOON)).as("the same model").isEqualTo(closed);
        assertThat(other.availability(NOVA, NOON)).as("another model").isEqualTo(READY);
        assertThat(other.availability(target("a", "111111111111", "us-west-2", "us.anthropic.claude-sonnet-4-6"), NOON))
                .isEqualTo(READY);
        assertThat(other.availability(target("b", "222222222222", "us-east-1", "us.anthropic.claude-sonnet-4-6"), NOON))
                .isEqualTo(READY);
    }

    @Test
    void a_second_model_that_is_refused_likewise_closes_the_quota_of_all_models() {
        observe(board, SONNET, new Outcome.QuotaSpent(), NOON);
        observe(board, NOVA, new Outcome.QuotaSpent(), NOON);

        assertThat(other.availability(target("a", "111111111111", "us-east-1", "us.meta.llama4-scout-v1:0"), NOON))
                .isInstanceOf(Availability.Out.class);
        assertThat(other.availability(target("b", "222222222222", "us-east-1", "us.amazon.nova-lite-v1:0"), NOON))
                .isEqualTo(READY);
    }

    @Test
    void a_day_that_is_spent_already_stays_closed_until_the_same_instant_whoever_is_refused_again() {
        observe(board, SONNET, new Outcome.QuotaSpent(), NOON);
        Availability closed = board.availability(SONNET, NOON);
        int writes = store.writes;

        observe(board, SONNET, new Outcome.QuotaSpent(), NOON.plus(SECOND));
        observe(other, SONNET, new Outcome.QuotaSpent(), NOON.plus(SECOND));

        assertThat(closed).isInstanceOf(Availability.Out.class);
        assertThat(board.availability(SONNET, NOON.plus(SECOND))).isEqualTo(closed);
        assertThat(store.writes).isEqualTo(writes);
    }

    @Test
    void of_a_models_day_and_the_accounts_the_longer_one_decides_and_an_answer_opens_both() {
        observe(board, SONNET, new Outcome.QuotaSpent(), NOON);
        Instant alone = until(board.availability(SONNET, NOON));
        observe(board, NOVA, new Outcome.QuotaSpent(), NOON.plusSeconds(30));
        Target haiku = target("a", "111111111111", "us-east-1", "us.anthropic.claude-haiku-4-5-20251001-v1:0");
        Instant account = until(board.availability(haiku, NOON.plusSeconds(30)));
        Instant both = until(board.availability(SONNET, NOON.plusSeconds(30)));

        assertThat(account).isNotEqualTo(alone);
        assertThat(both).isEqualTo(account.isAfter(alone) ? account : alone);

        Instant after = NOON.plus(Duration.ofMinutes(5));
        observe(board, SONNET, new Outcome.Answered(), after);
        assertThat(board.availability(SONNET, after)).isEqualTo(READY);
        assertThat(board.availability(haiku, after)).isEqualTo(READY);
    }

    @Test
    void a_probe_costs_one_write_of_what_is_probed() {
        observe(board, SONNET, new Outcome.QuotaSpent(), NOON);
        Instant later = until(board.availability(SONNET, NOON));
        int writes = store.writes;

        assertThat(board.claimProbe(SONNET, later)).isTrue();
        assertThat(store.writes).isEqualTo(writes + 1);
        assertThat(board.claimProbe(SONNET, later)).isFalse();
    }

    private static Instant until(Availability availability) {
        return ((Availability.Out) availability).until();
    }

    @Test
    void a_spent_day_is_looked_at_by_one_request_after_a_minute_and_an_answer_opens_it() {
        observe(board, SONNET, new Outcome.QuotaSpent(), NOON);
        Instant later = ((Availability.Out) board.availability(SONNET, NOON)).until();
        assertThat(Duration.between(NOON, later)).isBetween(Duration.ofSeconds(48), Duration.ofSeconds(72));

        assertThat(other.claimProbe(SONNET, later)).isTrue();
        assertThat(board.claimProbe(SONNET, later)).isFalse();
        observe(other, SONNET, new Outcome.Answered(), later);

        assertThat(board.availability(SONNET, later.plus(SECOND))).isEqualTo(READY);
    }

    @Test
    void a_day_that_is_still_spent_when_it_is_probed_is_closed_for_longer() {
        observe(board, SONNET, new Outcome.QuotaSpent(), NOON);
        Instant later = until(board.availability(SONNET, NOON));
        board.observe(SONNET, new Verdict(new Outcome.QuotaSpent(), NOON.minus(SECOND), later));
        assertThat(board.availability(SONNET, later)).as("a call of before").isEqualTo(new Availability.Probe());

        board.claimProbe(SONNET, later);
        observe(board, SONNET, new Outcome.QuotaSpent(), later);

        assertThat(Duration.between(later, until(board.availability(SONNET, later))))
                .isBetween(Duration.ofSeconds(96), Duration.ofSeconds(144));
    }

    @Test
    void an_answer_to_an_earlier_call_opens_no_spent_day() {
        observe(board, SONNET, new Outcome.QuotaSpent(), NOON);
        Availability closed = board.availability(SONNET, NOON);
        board.observe(SONNET, new Verdict(new Outcome.Answered(), NOON.minus(SECOND), NOON.plus(SECOND)));
        assertThat(board.availability(SONNET, NOON.plus(SECOND))).isEqualTo(closed);
    }

    @Test
    void a_probe_of_a_spent_day_is_none_of_the_target_that_has_just_returned() {
        fail(board, 5, NOON);
        observe(board, SONNET, new Outcome.QuotaSpent(), NOON.plus(SECOND));
        for (int answer = 50; answer < 53; answer++) {
            board.observe(SONNET, new Verdict(new Outcome.Answered(), NOON, NOON.plusSeconds(answer)));
        }
        Instant later = NOON.plusSeconds(80);
        assertThat(board.availability(SONNET, later)).isEqualTo(new Availability.Probe());
        String own = store.texts.get(TargetNames.of(SONNET).own());

        assertThat(board.claimProbe(SONNET, later)).isTrue();

        assertThat(store.texts).containsEntry(TargetNames.of(SONNET).own(), own);
    }

    @Test
    void who_was_beaten_twice_decides_the_third_time() {
        HealthStore contended = MemoryHealth.beaten(store, 2);
        observe(copy(contended, 3), SONNET, new Outcome.Misconfigured("no access"), NOON);
        assertThat(board.availability(SONNET, NOON)).isInstanceOf(Availability.Out.class);
    }

    @Test
    void a_store_that_is_read_but_not_written_is_told_and_left_alone() {
        HealthStore readable = new HealthStore() {
            @Override
            public Map<String, String> all() {
                return store.all();
            }

            @Override
            public Replaced replace(String name, Optional<String> seen, Optional<String> next) {
                throw new IllegalStateException("cannot be written");
            }
        };
        SharedTargetHealth copy = copy(readable, 3);
        observe(copy, SONNET, new Outcome.Misconfigured("no access"), NOON);
        observe(copy, SONNET, new Outcome.Misconfigured("no access"), NOON);
        assertThat(troubles)
                .singleElement()
                .satisfies(trouble -> assertThat(trouble).hasMessage("cannot be written"));
    }

    @Test
    void a_spent_day_ends_at_midnight_utc_at_the_latest() {
        Instant late = Instant.parse("2026-11-22T23:59:30Z");

        observe(board, SONNET, new Outcome.QuotaSpent(), late);

        assertThat(board.availability(SONNET, late))
                .isEqualTo(new Availability.Out(Skipped.Reason.DAILY_QUOTA, Instant.parse("2026-11-23T00:00:00Z")));
    }

    @Test
    void nobody_goes_ahead_while_nothing_is_known_yet_and_the_very_first_read_is_under_way() throws Exception {
        fail(board, 5, NOON);
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        store.whileReading = () -> {
            reading.countDown();
            await(answer);
        };
        Thread first = Thread.ofPlatform().start(() -> other.availability(SONNET, NOON));
        await(reading);
        AtomicReference<Availability> seen = new AtomicReference<>();
        Thread second = Thread.ofPlatform().start(() -> seen.set(other.availability(SONNET, NOON)));
        while (second.getState() != Thread.State.BLOCKED && second.isAlive()) {
            Thread.onSpinWait();
        }
        answer.countDown();
        first.join();
        second.join();
        assertThat(seen.get()).isInstanceOf(Availability.Out.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
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
    void a_read_that_began_before_a_decision_does_not_undo_it() {
        board.availability(SONNET, NOON);
        store.whileReading = () -> {
            store.whileReading = () -> {};
            fail(board, 5, NOON.plusMillis(1_100));
        };
        board.availability(SONNET, NOON.plusMillis(1_050));

        ejectedUntil(board, NOON.plusMillis(1_200));
    }

    @Test
    void without_the_store_each_copy_decides_for_itself_and_asks_again_every_five_seconds() {
        store.down = true;
        fail(board, 5, NOON);

        Instant later = ejectedUntil(board, NOON);
        assertThat(other.availability(SONNET, NOON)).isEqualTo(READY);
        assertThat(board.claimProbe(SONNET, later)).isTrue();
        assertThat(troubles)
                .isNotEmpty()
                .allSatisfy(trouble -> assertThat(trouble).hasMessage("out of reach"));
        int reads = store.reads;
        board.availability(SONNET, later.plusSeconds(4));
        assertThat(store.reads).isEqualTo(reads);
        board.availability(SONNET, later.plusSeconds(5));
        assertThat(store.reads).isEqualTo(reads + 1);
    }

    @Test
    void a_store_that_is_out_of_reach_costs_one_failure_in_five_seconds_its_time() {
        board.availability(SONNET, NOON);
        store.down = true;
        fail(board, 5, NOON.plusMillis(100));

        assertThat(store.writes).isEqualTo(1);
        ejectedUntil(board, NOON.plusMillis(100));

        store.down = false;
        observe(board, NOVA, new Outcome.ServerFault(), NOON.plusMillis(5_100));
        assertThat(store.writes).isEqualTo(2);
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

    @Test
    void a_text_of_another_form_says_nothing_and_the_next_decision_replaces_it() {
        store.texts.put("t#" + SONNET.label(), "open until tomorrow");
        store.texts.put("p#111111111111/us-east-1", "a while");
        assertThat(board.availability(SONNET, NOON)).isEqualTo(READY);

        fail(board, 5, NOON);

        ejectedUntil(other, NOON);
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
