package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Target;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the failures of several accounts say of their Region, and whom an answered probe brings back.
@Timeout(30)
class SharedRegionTest extends SharedHealthFixture {
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
}
