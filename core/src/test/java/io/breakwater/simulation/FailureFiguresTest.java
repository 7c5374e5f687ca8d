package io.breakwater.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Depth;
import io.breakwater.Sample;
import io.breakwater.call.Attempted;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.HealthChange;
import io.breakwater.routing.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How well failures are tolerated, in figures, in virtual time.
final class FailureFiguresTest {
    private static final RoutedTarget A = Sample.target("a", Sample.EAST, Sample.SONNET_US);
    private static final RoutedTarget B = Sample.target("b", Sample.EAST, Sample.SONNET_US);
    private static final RoutedTarget HAIKU = Sample.target("c", Sample.EAST, Sample.HAIKU_US);
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    static LongStream seeds() {
        return Depth.seeds(5);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_target_that_fails_four_in_five_costs_one_caller_in_a_hundred_and_gets_two_calls_in_half_a_minute(long seed) {
        Random chance = new Random(seed);
        PlayedTraffic traffic = new PlayedTraffic(
                Sample.route(List.of(A, B)),
                (time, target, _, _) -> {
                    time.sleep(Duration.ofMillis(900));
                    return target.equals(A.target()) && chance.nextInt(5) > 0 ? fault() : Answers.whole();
                },
                seed);
        traffic.at(20, TEN_MINUTES, false, Duration.ofMinutes(4));
        Instant settled = Sample.NOW.plusSeconds(5);
        long later = traffic.ended.stream()
                .filter(end -> end.event().at().isAfter(settled))
                .count();
        long failed = traffic.ended.stream()
                .filter(end -> end.event().at().isAfter(settled) && end.failed())
                .count();
        assertThat(failed * 100).as("%d of %d", failed, later).isLessThanOrEqualTo(later);
        for (Duration from = ejectedAfter(traffic).plusSeconds(1);
                from.compareTo(TEN_MINUTES) < 0;
                from = from.plus(HALF_A_MINUTE)) {
            assertThat(traffic.calls(A.target(), from, from.plus(HALF_A_MINUTE)))
                    .as("from %s", from)
                    .isLessThanOrEqualTo(2);
        }
    }

    private static Duration ejectedAfter(PlayedTraffic traffic) {
        return traffic.changes.stream()
                .filter(change -> change.kind() == HealthChange.Kind.EJECTED)
                .findFirst()
                .map(change -> Duration.between(Sample.NOW, change.at()))
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_tier_that_fails_everywhere_fails_no_request(boolean stream) {
        PlayedTraffic traffic = new PlayedTraffic(
                tiers(), (time, target, streamed, _) -> isHaiku(target) ? answer(time, streamed) : fault(), 1);
        traffic.at(5, Duration.ofMinutes(5), stream, Duration.ofMinutes(4));
        assertThat(traffic.ended).hasSize(1_500).noneMatch(PlayedTraffic.Ended::failed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_tier_that_hangs_everywhere_fails_no_stream_and_costs_twice_its_first_tokens_limit_at_most(long seed) {
        PlayedTraffic traffic = new PlayedTraffic(
                tiers(),
                (time, target, streamed, limits) -> isHaiku(target) ? answer(time, streamed) : hang(time, limits),
                seed);
        traffic.at(5, Duration.ofMinutes(5), true, Duration.ofMinutes(4));
        assertThat(traffic.ended)
                .hasSize(1_500)
                .noneMatch(PlayedTraffic.Ended::failed)
                .allSatisfy(end -> assertThat(end.event().served().firstToken().orElseThrow())
                        .isLessThanOrEqualTo(Duration.ofSeconds(20)));
    }

    /// Nothing is known about such answers when every account of the first tier begins to hang.
    @ParameterizedTest
    @MethodSource("seeds")
    void a_tier_that_hangs_everywhere_fails_no_whole_answer_of_a_process_that_has_seen_none(long seed) {
        PlayedTraffic traffic = new PlayedTraffic(
                tiers(),
                (time, target, streamed, limits) -> isHaiku(target) ? answer(time, streamed) : hang(time, limits),
                seed);
        traffic.at(1, Duration.ofMinutes(20), false, Duration.ofMinutes(4));
        assertThat(traffic.ended)
                .hasSize(1_200)
                .noneMatch(PlayedTraffic.Ended::failed)
                .allSatisfy(end -> assertThat(end.event().took()).isLessThanOrEqualTo(Duration.ofSeconds(20)));
    }

    /// Two minutes of answers teach how long such answers take; after that, every account of the first
    /// tier hangs.
    @ParameterizedTest
    @MethodSource("seeds")
    void a_tier_that_hangs_everywhere_fails_no_whole_answer_once_such_answers_are_known(long seed) {
        Instant hangsFrom = Sample.NOW.plusSeconds(120);
        PlayedTraffic traffic = new PlayedTraffic(
                tiers(),
                (time, target, streamed, limits) ->
                        isHaiku(target) || time.instant().isBefore(hangsFrom)
                                ? answer(time, streamed)
                                : hang(time, limits),
                seed);
        traffic.at(1, Duration.ofMinutes(20), false, Duration.ofMinutes(4));
        assertThat(traffic.ended).hasSize(1_200).noneMatch(PlayedTraffic.Ended::failed);
        assertThat(traffic.calls(HAIKU.target(), Duration.ofMinutes(5), Duration.ofMinutes(20)))
                .isGreaterThan(800);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 100})
    void no_deadline_ejects_anybody_at_any_rate(int perSecond) {
        PlayedTraffic traffic = new PlayedTraffic(
                Sample.route(List.of(A, B)),
                (time, _, _, limits) -> {
                    Duration needs = Duration.ofSeconds(5);
                    Duration has = limits.answer().length();
                    time.sleep(needs.compareTo(has) < 0 ? needs : has);
                    return needs.compareTo(has) < 0
                            ? Answers.whole()
                            : new Attempted.Failed(
                                    new Outcome.TooSlow(limits.answer().owner()));
                },
                1);
        traffic.at(perSecond, Duration.ofSeconds(60), false, Duration.ofSeconds(3));
        assertThat(traffic.ended).isNotEmpty().allMatch(PlayedTraffic.Ended::failed);
        assertThat(traffic.changes).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_target_that_is_well_again_serves_as_before_within_a_minute_and_a_half(long seed) {
        Instant healed = Sample.NOW.plusSeconds(20);
        PlayedTraffic traffic = new PlayedTraffic(
                Sample.route(List.of(A, B)),
                (time, target, streamed, _) ->
                        target.equals(A.target()) && time.instant().isBefore(healed) ? fault() : answer(time, streamed),
                seed);
        traffic.at(10, Duration.ofMinutes(4), true, Duration.ofMinutes(4));
        Duration later = Duration.ofSeconds(110);
        assertThat(traffic.calls(A.target(), later, later.plus(HALF_A_MINUTE))).isGreaterThan(100);
    }

    private static Route tiers() {
        return Sample.route(List.of(A, B, Sample.target("d", Sample.EAST, Sample.SONNET_US)), List.of(HAIKU));
    }

    private static boolean isHaiku(Target target) {
        return target.equals(HAIKU.target());
    }

    private static Attempted answer(VirtualTime time, boolean stream) {
        time.sleep(Duration.ofMillis(300));
        return stream ? new Attempted.Opened(Answers.stream(time)) : Answers.whole();
    }

    private static Attempted fault() {
        return new Attempted.Failed(new Outcome.ServerFault());
    }

    private static Attempted hang(VirtualTime time, CallLimits limits) {
        time.sleep(limits.answer().length());
        return new Attempted.Failed(new Outcome.TooSlow(limits.answer().owner()));
    }
}
