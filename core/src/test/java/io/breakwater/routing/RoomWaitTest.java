package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoomWaitTest {
    private static final Instant NOW = Sample.NOW;

    private static RoomWait of(int seconds, int deadline, Priority priority) {
        return of(seconds, deadline, priority, true);
    }

    private static RoomWait of(int seconds, int deadline, Priority priority, boolean stream) {
        RequestTimes times = RequestTimes.until(NOW.plusSeconds(deadline));
        Duration answer = RoomWait.forAnswer(stream, times, RoutingRules.DEFAULT, NOW);
        return RoomWait.of(Duration.ofSeconds(seconds), priority, times, answer, NOW);
    }

    @Test
    void nobody_waits_longer_than_leaves_time_to_reserve_and_for_an_answer() {
        assertThat(of(10, 60, Priority.STANDARD).left(NOW)).isEqualTo(Duration.ofSeconds(10));
        assertThat(of(10, 6, Priority.STANDARD).left(NOW)).isEqualTo(Duration.ofMillis(3_400));
        assertThat(of(10, 2, Priority.STANDARD).left(NOW)).isZero();
        assertThat(of(0, 60, Priority.STANDARD).left(NOW)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"40, 60, 30000", "10, 60, 10000", "40, 20, 10000", "40, 6, 3000", "40, 4, 1400", "40, 2, 0"})
    void half_of_the_deadline_is_left_for_a_whole_answer(int wanted, int deadline, int waitsMillis) {
        assertThat(of(wanted, deadline, Priority.STANDARD, false).left(NOW)).isEqualTo(Duration.ofMillis(waitsMillis));
    }

    @ParameterizedTest
    @CsvSource({"HIGH, 4", "STANDARD, 7", "LOW, 10"})
    void a_waiting_request_looks_when_there_may_be_room_and_sooner_with_a_higher_priority(
            Priority priority, int latest) {
        SplittableRandom random = new SplittableRandom(42);
        Duration soonest = Duration.ofHours(1);
        Duration last = Duration.ZERO;
        for (int draw = 0; draw < 1_000; draw++) {
            Duration look = of(10, 60, priority)
                    .lookIn(Duration.ofSeconds(1), NOW, random)
                    .orElseThrow();
            soonest = look.compareTo(soonest) < 0 ? look : soonest;
            last = look.compareTo(last) > 0 ? look : last;
        }
        assertThat(soonest).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1_100));
        assertThat(last).isBetween(Duration.ofMillis(latest * 1_000L - 100), Duration.ofSeconds(latest));
    }

    @Test
    void room_that_does_not_come_in_time_is_not_waited_for() {
        SplittableRandom random = new SplittableRandom(42);
        assertThat(of(10, 60, Priority.HIGH).lookIn(Duration.ofSeconds(11), NOW, random))
                .isEmpty();
        assertThat(of(10, 60, Priority.HIGH).lookIn(Duration.ofSeconds(10), NOW, random))
                .contains(Duration.ofSeconds(10));
        assertThat(of(0, 60, Priority.HIGH).lookIn(Duration.ZERO, NOW, random)).isEmpty();
    }
}
