package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.routing.Exclusion.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ExclusionTest {
    private static final Instant NOW = Sample.NOW;

    private final RandomGenerator random = new SplittableRandom(42);

    @ParameterizedTest
    @CsvSource({"1, 24, 36", "2, 48, 72", "3, 72, 108", "10, 240, 360", "25, 240, 360"})
    void the_nth_lasts_thirty_seconds_times_n_at_most_300_give_or_take_a_fifth(int n, long least, long most) {
        Duration shortest = Duration.ofDays(1);
        Duration longest = Duration.ZERO;
        for (int draw = 0; draw < 300; draw++) {
            Exclusion nth = nth(Cause.FAILING, n);
            Duration out = Duration.between(nth.since(), nth.until());
            shortest = out.compareTo(shortest) < 0 ? out : shortest;
            longest = out.compareTo(longest) > 0 ? out : longest;
        }
        assertThat(shortest).isBetween(Duration.ofSeconds(least), Duration.ofSeconds(least + (most - least) / 4));
        assertThat(longest).isBetween(Duration.ofSeconds(most - (most - least) / 4), Duration.ofSeconds(most));
    }

    @Test
    void when_the_time_is_over_one_may_probe_and_the_others_wait() {
        Exclusion out = first(Cause.FAILING);
        assertThat(out.availability(out.until().minusNanos(1))).isInstanceOf(Availability.Out.class);
        assertThat(out.availability(out.until())).isEqualTo(new Availability.Probe());
        Exclusion probing = out.probing(out.until());
        assertThat(probing.availability(out.until().plusSeconds(1))).isInstanceOf(Availability.Out.class);
        assertThat(probing.availability(out.until().plusSeconds(30)))
                .as("a probe that never reported")
                .isEqualTo(new Availability.Probe());
    }

    private static boolean probedInNeed(Exclusion out, Instant at) {
        return out.availability(at) instanceof Availability.Out left && left.probedInNeed();
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"FAILING", "REFUSED"})
    void in_need_what_is_left_out_may_be_probed_half_a_minute_after_it_failed_and_half_a_minute_after_that(
            Cause cause) {
        Exclusion third = nth(cause, 3);
        Instant failed = third.since();
        assertThat(probedInNeed(third, failed.plusMillis(29_999))).isFalse();
        assertThat(probedInNeed(third, failed.plusSeconds(30))).isTrue();
        Exclusion probing = third.probing(failed.plusSeconds(30));
        assertThat(probedInNeed(probing, failed.plusMillis(59_999))).isFalse();
        assertThat(probedInNeed(probing, failed.plusSeconds(60))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"SPENT", "NO_SESSION"})
    void what_is_spent_or_has_no_session_is_not_probed_in_need(Cause cause) {
        Exclusion out = nth(cause, 5);
        assertThat(probedInNeed(out, out.until().minusMillis(1))).isFalse();
    }

    @Test
    void what_failed_is_back_after_three_answers_fifteen_seconds_apart() {
        Exclusion once = answered(first(Cause.FAILING), NOW);
        assertThat(once.availability(NOW.plusMillis(14_999))).isInstanceOf(Availability.Out.class);
        assertThat(once.availability(NOW.plusSeconds(15))).isEqualTo(new Availability.Probe());
        Exclusion thrice = answered(answered(once, NOW.plusSeconds(15)), NOW.plusSeconds(30));
        assertThat(thrice.availability(NOW.plusSeconds(30))).isEqualTo(new Availability.Returning(10));
        assertThat(thrice.isOnProbation()).isTrue();
        assertThat(thrice.isOver(NOW.plusSeconds(89))).isFalse();
        assertThat(thrice.isOver(NOW.plusSeconds(90))).isTrue();
    }

    @Test
    void an_answer_on_probation_changes_nothing_until_that_has_passed() {
        Exclusion back = answered(answered(answered(first(Cause.FAILING), NOW), NOW), NOW);
        assertThat(back.answered(NOW.plusSeconds(59))).contains(back);
        assertThat(back.answered(NOW.plusSeconds(60))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-5, 10", "0, 10", "1, 11", "20, 40", "40, 70", "59, 98"})
    void what_failed_returns_with_a_tenth_of_its_traffic_and_has_all_of_it_after_a_minute(int seconds, int percent) {
        Exclusion back = answered(answered(answered(first(Cause.FAILING), NOW), NOW), NOW);
        assertThat(back.availability(NOW.plusSeconds(seconds))).isEqualTo(new Availability.Returning(percent));
        assertThat(back.availability(NOW.plusSeconds(60))).isEqualTo(new Availability.Ready());
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"REFUSED", "SPENT"})
    void what_was_refused_or_spent_is_back_with_one_answer(Cause cause) {
        assertThat(first(cause).answered(NOW)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void what_is_written_is_read_again(Cause cause) {
        Exclusion out = nth(cause, 3).probing(NOW);
        assertThat(ExclusionText.exclusion(ExclusionText.of(Optional.of(out)))).contains(out);
    }

    @Test
    void a_reason_over_several_lines_is_written_as_one() {
        Exclusion out = Exclusion.first(Cause.REFUSED, "one", "AccessDenied:\n no  access", NOW, random);
        assertThat(ExclusionText.exclusion(ExclusionText.of(Optional.of(out)))
                        .orElseThrow()
                        .why())
                .isEqualTo("AccessDenied: no access");
    }

    @Test
    void earlier_forms_are_read_and_unknown_ones_say_nothing() {
        long until = NOW.plusSeconds(30).toEpochMilli();
        assertThat(read("2 " + until + " 0 0"))
                .isEqualTo(new Availability.Out(Skipped.Reason.EJECTED, NOW.plusSeconds(30)));
        assertThat(read("0 0 0 " + until))
                .isEqualTo(new Availability.Out(Skipped.Reason.QUARANTINED, NOW.plusSeconds(30)));
        assertThat(read(Long.toString(until)))
                .isEqualTo(new Availability.Out(Skipped.Reason.DAILY_QUOTA, NOW.plusSeconds(30)));
        for (String other : new String[] {
            "", "0 0 0 0", "x2 failing 1", "x1 tired 1 0 0 0 0 me", "open until tomorrow", "s1 1 2 3", "s2 1 2 3 me"
        }) {
            assertThat(ExclusionText.read(Optional.of(other))).as(other).isEmpty();
        }
    }

    private static Availability read(String text) {
        return ExclusionText.exclusion(Optional.of(text)).orElseThrow().availability(NOW);
    }

    private Exclusion first(Cause cause) {
        return Exclusion.first(cause, "one", "ServerFault", NOW, random);
    }

    private Exclusion nth(Cause cause, int n) {
        Exclusion out = first(cause);
        for (int time = 2; time <= n; time++) {
            out = out.again(cause, "two", "ServerFault", out.until(), random);
        }
        return out;
    }

    private static Exclusion answered(Exclusion out, Instant at) {
        return out.answered(at).orElseThrow();
    }
}
