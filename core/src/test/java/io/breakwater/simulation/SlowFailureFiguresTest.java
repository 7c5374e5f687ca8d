package io.breakwater.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.call.Attempted;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import io.breakwater.routing.HealthChange;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TimeLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How a hundred copies of the gateway handle a target whose failures take seconds and differ in
/// length, so that they end out of order, in virtual time.
final class SlowFailureFiguresTest {
    private static final RoutedTarget A = Sample.target("a", Sample.EAST, Sample.SONNET_US);
    private static final RoutedTarget B = Sample.target("b", Sample.EAST, Sample.SONNET_US);
    private static final RoutedTarget C = Sample.target("c", Sample.EAST, Sample.SONNET_US);
    private static final Route ROUTE = Sample.route(List.of(A, B, C));
    private static final Duration WELL = Duration.ofSeconds(10);
    private static final Instant FAULT = Sample.NOW.plus(WELL);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration LENGTH = Duration.ofSeconds(80);
    private static final int COPIES = 100;

    /// How the broken target handles a call.
    private interface Breaking {
        Attempted call(VirtualTime time, Random chance);
    }

    /// Answers take lognormal times with a mean of three seconds.
    private static PlayedTraffic traffic(int perSecond, int percent, Breaking breaking) {
        Random chance = new Random(1);
        PlayedTraffic.Model model = (time, target, _, _) -> {
            boolean broken = target.equals(A.target())
                    && !time.instant().isBefore(Sample.NOW.plus(WELL))
                    && chance.nextInt(100) < percent;
            if (broken) {
                return breaking.call(time, chance);
            }
            return new Attempted.Opened(Answers.stream(time, lognormal(chance, 2_200)));
        };
        return PlayedTraffic.fleet(ROUTE, model, 1, COPIES).at(perSecond, LENGTH, true, Duration.ofMinutes(4));
    }

    private static Duration lognormal(Random chance, int medianMillis) {
        return Duration.ofMillis((long) (medianMillis * Math.exp(0.8 * chance.nextGaussian())));
    }

    private static Breaking cut(ToLongFunction<Random> afterMillis) {
        return (time, chance) -> new Attempted.Opened(
                Answers.brokenStream(time, "cut", Duration.ofMillis(afterMillis.applyAsLong(chance))));
    }

    private static Breaking failing(ToLongFunction<Random> afterMillis) {
        return (time, chance) -> {
            time.sleep(Duration.ofMillis(afterMillis.applyAsLong(chance)));
            return new Attempted.Failed(new Outcome.ServerFault());
        };
    }

    private static void outWithin(Duration most, String what, PlayedTraffic traffic) {
        assertThat(traffic.changes).as(what).isNotEmpty();
        HealthChange first = traffic.changes.getFirst();
        Duration took = Duration.between(Sample.NOW.plus(WELL), first.at());
        System.out.printf("%s: out after %s%n", what, took);
        assertThat(first.kind()).isEqualTo(HealthChange.Kind.EJECTED);
        assertThat(first.subject()).isEqualTo(A.target().label());
        assertThat(took).as(what).isBetween(Duration.ZERO, most);
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 33, 100})
    void a_target_whose_streams_are_all_cut_after_1_to_30_seconds_is_out_within_30_seconds(int perSecond) {
        outWithin(
                Duration.ofSeconds(30),
                perSecond + " calls/s, cut after 1 to 30 s",
                traffic(perSecond, 100, cut(chance -> 1_000 + chance.nextInt(29_000))));
    }

    @Test
    void a_target_whose_streams_are_cut_after_lognormal_times_is_out_within_30_seconds() {
        outWithin(
                Duration.ofSeconds(30),
                "33 calls/s, cut after a lognormal time",
                traffic(33, 100, cut(chance -> lognormal(chance, 6_000).toMillis())));
    }

    @Test
    void a_target_that_fails_after_9_to_11_seconds_is_out_within_30_seconds() {
        outWithin(
                Duration.ofSeconds(30),
                "33 calls/s, failing after 9 to 11 s",
                traffic(33, 100, failing(chance -> 9_000 + chance.nextInt(2_000))));
    }

    @Test
    void a_hanging_target_that_four_in_five_callers_leave_by_limits_of_their_own_is_out_within_a_minute() {
        outWithin(
                Duration.ofMinutes(1),
                "33 calls/s, hanging, 80 % left by their callers",
                traffic(33, 100, (time, chance) -> {
                    boolean left = chance.nextInt(5) > 0;
                    time.sleep(Duration.ofMillis(left ? 1_000 + chance.nextInt(8_000) : 10_000));
                    return new Attempted.Failed(
                            new Outcome.TooSlow(left ? TimeLimit.Owner.CALLER : TimeLimit.Owner.FIRST_TOKEN));
                }));
    }

    @Test
    void a_target_whose_streams_stand_still_until_their_callers_leave_is_out_after_twice_their_patience() {
        outWithin(
                Duration.ofMinutes(1),
                "33 calls/s, standing still, left by all callers after 25 s",
                traffic(33, 100, (time, chance) -> {
                    time.sleep(Duration.ofMillis(25_000 + chance.nextInt(1_000)));
                    return new Attempted.Failed(new Outcome.TooSlow(TimeLimit.Owner.STALLED));
                }));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 33})
    void a_target_whose_streams_stand_still_is_out_within_25_seconds_while_their_callers_wait(int perSecond) {
        outWithin(
                Duration.ofSeconds(25),
                perSecond + " calls/s, standing still after the first piece",
                streams(
                        perSecond,
                        LENGTH,
                        (target, at, chance) -> target.equals(A.target()) && !at.isBefore(FAULT)
                                ? Duration.ofMinutes(4)
                                : Duration.ofMillis(500 + chance.nextInt(3_000))));
    }

    /// Long arguments of a tool come in one piece.
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 33})
    void a_target_stays_though_a_third_of_its_streams_pause_for_up_to_a_minute(int perSecond) {
        PlayedTraffic traffic = streams(
                perSecond,
                LONG,
                (_, _, chance) -> Duration.ofMillis(
                        chance.nextInt(3) == 0 ? 5_000 + chance.nextInt(55_000) : 500 + chance.nextInt(3_000)));
        assertThat(traffic.changes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 33})
    void a_target_stays_though_its_model_thinks_for_half_a_minute_in_the_middle_of_each_answer(int perSecond) {
        PlayedTraffic traffic =
                streams(perSecond, LONG, (_, _, chance) -> Duration.ofMillis(20_000 + chance.nextInt(10_000)));
        assertThat(traffic.changes).isEmpty();
    }

    /// Chats come first, then long thoughts alone.
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 33})
    void a_target_stays_though_all_streams_of_its_model_pause_for_half_a_minute_after_short_ones(int perSecond) {
        PlayedTraffic traffic = streams(
                perSecond,
                LONG,
                (_, at, chance) -> at.isBefore(Sample.NOW.plusSeconds(60))
                        ? Duration.ofMillis(200)
                        : Duration.ofMillis(28_000 + chance.nextInt(4_000)));
        assertThat(traffic.changes).isEmpty();
    }

    /// A tenant's hand, or affinity, may give one target all the traffic that thinks. Its first pauses end the
    /// ejection, and teach all copies how long the model pauses.
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 33})
    void a_target_that_alone_gets_the_streams_that_pause_is_left_out_once_and_back_when_one_goes_on(int perSecond) {
        PlayedTraffic traffic = streams(
                perSecond,
                LONG,
                (target, _, chance) -> Duration.ofMillis(
                        target.equals(A.target()) ? 20_000 + chance.nextInt(10_000) : 500 + chance.nextInt(3_000)));
        Duration out = leftOut(traffic.changes);
        System.out.printf("%d calls/s, streams of one target pause: it is out for %s%n", perSecond, out);
        assertThat(traffic.changes).hasSizeLessThanOrEqualTo(2);
        assertThat(out).isLessThan(Duration.ofSeconds(15));
    }

    /// How long a target was ejected, up to its return.
    private static Duration leftOut(List<HealthChange> changes) {
        Duration sum = Duration.ZERO;
        for (HealthChange change : changes) {
            Duration at = Duration.between(Sample.NOW, change.at());
            sum = change.kind() == HealthChange.Kind.EJECTED ? sum.minus(at) : sum.plus(at);
        }
        return sum;
    }

    /// How long a stream pauses after its first piece.
    private interface Pausing {
        Duration pause(Target target, Instant at, Random chance);
    }

    private static PlayedTraffic streams(int perSecond, Duration length, Pausing pausing) {
        Random chance = new Random(1);
        PlayedTraffic.Model model = (time, target, _, _) ->
                new Attempted.Opened(Answers.stream(time, pausing.pause(target, time.instant(), chance)));
        return PlayedTraffic.beating(ROUTE, model, 1, COPIES).at(perSecond, length, true, Duration.ofMinutes(4));
    }

    @Test
    void a_target_that_answers_stays_though_half_of_its_streams_stall() {
        PlayedTraffic traffic = traffic(33, 50, (time, chance) -> {
            time.sleep(Duration.ofMillis(25_000 + chance.nextInt(1_000)));
            return new Attempted.Failed(new Outcome.TooSlow(TimeLimit.Owner.STALLED));
        });
        assertThat(traffic.changes)
                .as("while there is traffic, and so answers")
                .noneMatch(change -> change.at().isBefore(Sample.NOW.plus(LENGTH)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void a_target_whose_calls_fail_late_but_few_of_them_stays(int percent) {
        PlayedTraffic traffic = traffic(33, percent, cut(chance -> 1_000 + chance.nextInt(29_000)));
        assertThat(traffic.changes).isEmpty();
    }

    /// The few failures end first.
    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void a_target_whose_answers_take_half_a_minute_stays_when_traffic_begins_though_a_few_calls_fail(int percent) {
        Random chance = new Random(1);
        PlayedTraffic.Model model = (time, target, _, _) -> {
            if (target.equals(A.target()) && chance.nextInt(100) < percent) {
                time.sleep(Duration.ofMillis(50 + chance.nextInt(3_000)));
                return new Attempted.Failed(new Outcome.ServerFault());
            }
            return new Attempted.Opened(Answers.stream(time, Duration.ofSeconds(30)));
        };
        PlayedTraffic traffic = PlayedTraffic.fleet(ROUTE, model, 1, COPIES)
                .at(33, Duration.ofSeconds(40), true, Duration.ofMinutes(4));
        assertThat(traffic.changes).isEmpty();
    }
}
