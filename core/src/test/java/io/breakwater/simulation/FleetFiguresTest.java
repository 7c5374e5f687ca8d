package io.breakwater.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Depth;
import io.breakwater.Sample;
import io.breakwater.call.Attempted;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.routing.HealthChange;
import io.breakwater.routing.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How many copies of the gateway with one request each handle a target's failures, in virtual time.
final class FleetFiguresTest {
    private static final RoutedTarget A = Sample.target("a", Sample.EAST, Sample.SONNET_US);
    private static final RoutedTarget B = Sample.target("b", Sample.EAST, Sample.SONNET_US);
    private static final RoutedTarget C = Sample.target("c", Sample.EAST, Sample.SONNET_US);
    private static final Route ROUTE = Sample.route(List.of(A, B, C));
    private static final Duration WELL = Duration.ofSeconds(10);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LENGTH = Duration.ofSeconds(130);

    /// Answers take lognormal times with a mean of three seconds; failing calls fail within a tenth of
    /// a second.
    private static PlayedTraffic traffic(int copies, int perSecond, int failing, Outcome how, long seed) {
        return traffic(copies, perSecond, failing, how, seed, LENGTH);
    }

    /// @param until when the target has recovered
    private static PlayedTraffic traffic(
            int copies, int perSecond, int failing, Outcome how, long seed, Duration until) {
        Random chance = new Random(seed);
        PlayedTraffic.Model model = (time, target, streamed, _) -> {
            boolean broken = target.equals(A.target())
                    && !time.instant().isBefore(Sample.NOW.plus(WELL))
                    && time.instant().isBefore(Sample.NOW.plus(until))
                    && chance.nextInt(100) < failing;
            if (broken) {
                time.sleep(Duration.ofMillis(20 + chance.nextInt(80)));
                return new Attempted.Failed(how);
            }
            time.sleep(Duration.ofMillis((long) (2_200 * Math.exp(0.8 * chance.nextGaussian()))));
            return streamed ? new Attempted.Opened(Answers.stream(time)) : Answers.whole();
        };
        return (copies == 1 ? new PlayedTraffic(ROUTE, model, seed) : PlayedTraffic.fleet(ROUTE, model, seed, copies))
                .at(perSecond, LENGTH, true, Duration.ofMinutes(4));
    }

    static IntStream copies() {
        return Depth.whole() ? IntStream.of(1, 100, 300) : IntStream.of(300);
    }

    @ParameterizedTest
    @MethodSource("copies")
    void a_dead_target_gets_thirty_calls_a_minute_at_most_whatever_the_number_of_copies(int copies) {
        for (Outcome how : List.of(
                new Outcome.ServerFault(),
                new Outcome.Overloaded(Optional.empty()),
                new Outcome.Misconfigured("no access"))) {
            PlayedTraffic traffic = traffic(copies, 33, 100, how, 1);
            System.out.printf(
                    "%d copies, %s: %d calls in the first minute, %d in the second%n",
                    copies,
                    how.label(),
                    traffic.calls(A.target(), WELL, WELL.plus(MINUTE)),
                    traffic.calls(
                            A.target(), WELL.plus(MINUTE), WELL.plus(MINUTE).plus(MINUTE)));
            for (Duration from = WELL; from.compareTo(LENGTH) < 0; from = from.plusSeconds(5)) {
                assertThat(traffic.calls(A.target(), from, from.plus(MINUTE)))
                        .as("from %s", from)
                        .isLessThanOrEqualTo(30);
            }
            assertThat(traffic.ended).noneMatch(PlayedTraffic.Ended::failed);
        }
    }

    /// Its full part of 33 calls a second is 11; it is back after 30 s and three answers.
    @ParameterizedTest
    @MethodSource("copies")
    void the_copies_do_not_fall_at_once_on_a_target_that_returns(int copies) {
        PlayedTraffic traffic = traffic(copies, 33, 100, new Outcome.ServerFault(), 1, WELL.plusSeconds(5));
        Instant returned = traffic.changes.stream()
                .filter(change -> change.kind() == HealthChange.Kind.READMITTED)
                .findFirst()
                .orElseThrow()
                .at();
        Duration back = Duration.between(Sample.NOW, returned);
        List<Long> calls = IntStream.range(0, 5)
                .mapToObj(ten -> back.plusSeconds(10L * ten))
                .map(from -> traffic.calls(A.target(), from, from.plusSeconds(10)))
                .toList();
        System.out.printf("%d copies: calls in each ten seconds after it is back: %s%n", copies, calls);
        assertThat(calls.getFirst()).isBetween(5L, 45L);
        assertThat(calls.get(1)).isGreaterThan(calls.getFirst()).isLessThan(calls.get(4));
        assertThat(traffic.ended).noneMatch(PlayedTraffic.Ended::failed);
    }

    @Test
    void a_target_that_fails_one_call_in_twenty_stays() {
        PlayedTraffic traffic = traffic(300, 33, 5, new Outcome.ServerFault(), 1);
        assertThat(traffic.changes).isEmpty();
    }

    @Test
    void a_target_that_has_too_much_to_do_and_answers_some_stays() {
        PlayedTraffic traffic = traffic(300, 33, 60, new Outcome.Overloaded(Optional.empty()), 1);
        assertThat(traffic.changes).isEmpty();
        assertThat(traffic.ended).noneMatch(PlayedTraffic.Ended::failed);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 80})
    void a_target_that_fails_half_of_its_calls_is_left_out_within_seconds(int failing) {
        PlayedTraffic traffic = traffic(300, 33, failing, new Outcome.ServerFault(), 1);
        assertThat(traffic.changes.getFirst().kind()).isEqualTo(HealthChange.Kind.EJECTED);
        assertThat(Duration.between(
                        Sample.NOW.plus(WELL), traffic.changes.getFirst().at()))
                .isLessThan(Duration.ofSeconds(10));
    }
}
