package io.breakwater.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.call.Attempted;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.routing.HealthChange;
import io.breakwater.routing.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What many copies of the gateway with one request each make of a target's failures, in virtual time.
final class FleetFiguresTest {
    private static final RoutedTarget A = Sample.target("a", Sample.EAST, Sample.SONNET_US);
    private static final RoutedTarget B = Sample.target("b", Sample.EAST, Sample.SONNET_US);
    private static final RoutedTarget C = Sample.target("c", Sample.EAST, Sample.SONNET_US);
    private static final Route ROUTE = Sample.route(List.of(A, B, C));
    private static final Duration WELL = Duration.ofSeconds(10);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LENGTH = Duration.ofSeconds(130);

    /// Answers take lognormal times with a mean of three seconds; what fails, fails within a tenth of a second.
    private static PlayedTraffic traffic(int copies, int perSecond, int failing, Outcome how, long seed) {
        Random chance = new Random(seed);
        PlayedTraffic.Model model = (time, target, streamed, _) -> {
            boolean broken = target.equals(A.target())
                    && !time.instant().isBefore(Sample.NOW.plus(WELL))
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

    @ParameterizedTest
    @CsvSource({"1, 33", "100, 33", "300, 33"})
    void a_dead_target_gets_thirty_calls_a_minute_at_most_whatever_the_number_of_copies(int copies, int perSecond) {
        for (Outcome how : List.of(new Outcome.ServerFault(), new Outcome.Misconfigured("no access"))) {
            PlayedTraffic traffic = traffic(copies, perSecond, 100, how, 1);
            System.out.printf(
                    "%d copies, %d calls/s, %s: %d calls in the first minute, %d in the second%n",
                    copies,
                    perSecond,
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

    @Test
    void a_target_that_fails_one_call_in_twenty_stays() {
        PlayedTraffic traffic = traffic(300, 33, 5, new Outcome.ServerFault(), 1);
        assertThat(traffic.changes).isEmpty();
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
