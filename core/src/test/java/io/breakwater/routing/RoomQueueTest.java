package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Alias;
import io.breakwater.model.Priority;
import io.breakwater.model.TenantId;
import io.breakwater.routing.RoomQueue.Place;
import io.breakwater.routing.RoomQueue.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RoomQueueTest {
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final Alias SONNET = new Alias("sonnet");
    private static final Alias HAIKU = new Alias("haiku");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration ROOM_NOW = Duration.ZERO;

    private final RoomQueue queue = new RoomQueue(new SplittableRandom(1));
    private final List<String> woken = new ArrayList<>();

    private Place join(String tenant) {
        return join(tenant, SONNET, Priority.STANDARD, MINUTE);
    }

    private Place join(String tenant, Alias alias, Priority priority, Duration until) {
        return queue.join(
                new TenantId(tenant),
                alias,
                NOON.plusSeconds(20),
                new RoomWait(NOON.plus(until), priority),
                () -> woken.add(tenant));
    }

    private Turn turn(Place place, Duration roomIn) {
        return queue.turn(place, roomIn, NOON);
    }

    private static Turn look() {
        return new Turn.Look(false);
    }

    /// Whose turn it is, one after the other, until one is left; all of them see room. The numbers are those of the
    /// places.
    private List<Integer> served(List<Place> places) {
        places.forEach(place -> turn(place, SECOND));
        List<Place> waiting = new ArrayList<>(places);
        List<Integer> order = new ArrayList<>();
        while (waiting.size() > 1) {
            Place next = waiting.stream()
                    .filter(place -> queue.turn(place, ROOM_NOW, NOON.plus(SECOND.multipliedBy(2)))
                            .equals(look()))
                    .findFirst()
                    .orElseThrow();
            queue.found(next, NOON.plus(SECOND.multipliedBy(2)));
            waiting.remove(next);
            order.add(places.indexOf(next));
        }
        return order;
    }

    @Test
    void alone_it_looks_once_at_the_time_that_chance_has_given_it() {
        Place only = join("a");
        assertThat(turn(only, SECOND)).isEqualTo(new Turn.Wait(Duration.ofSeconds(20)));
        assertThat(queue.turn(only, ROOM_NOW, NOON.plusSeconds(20))).isEqualTo(new Turn.Look(true));
    }

    @Test
    void alone_it_does_not_look_before_its_process_sees_room() {
        Place only = join("a");
        assertThat(queue.turn(only, SECOND, NOON.plusSeconds(20))).isEqualTo(new Turn.Wait(SECOND));
        assertThat(queue.turn(only, MINUTE, NOON.plusSeconds(21))).isEqualTo(new Turn.Wait(Duration.ofSeconds(39)));
    }

    @Test
    void a_second_one_wakes_the_first_which_need_not_keep_apart_from_others_any_more() {
        Place first = join("a");
        turn(first, SECOND);
        Place second = join("b");
        assertThat(woken).containsExactly("a");
        assertThat(turn(second, SECOND)).isEqualTo(new Turn.Wait(SECOND));
        assertThat(queue.turn(first, ROOM_NOW, NOON.plusSeconds(2))).isEqualTo(look());
    }

    @Test
    void a_tenant_with_many_requests_has_no_more_turns_than_one_with_few() {
        List<Place> places = new ArrayList<>();
        for (String tenant : List.of("hot", "hot", "hot", "hot", "quiet", "quiet")) {
            places.add(join(tenant));
        }
        assertThat(served(places)).containsExactly(0, 4, 1, 5, 2);
    }

    @Test
    void who_comes_later_gets_no_turns_for_the_time_before() {
        List<Place> hot = new ArrayList<>(List.of(join("hot"), join("hot"), join("hot"), join("hot")));
        for (int number = 0; number < 2; number++) {
            assertThat(turn(hot.getFirst(), ROOM_NOW)).isEqualTo(look());
            queue.found(hot.removeFirst(), NOON);
        }
        List<Place> places = new ArrayList<>(hot);
        places.addAll(List.of(join("late"), join("late"), join("late")));
        assertThat(served(places)).containsExactly(0, 2, 1, 3);
    }

    @Test
    void a_high_priority_has_three_turns_and_a_standard_one_two_while_a_low_one_has_one() {
        List<Priority> priorities = List.of(Priority.HIGH, Priority.STANDARD, Priority.LOW);
        List<Place> places = new ArrayList<>();
        for (Priority priority : priorities) {
            for (int number = 0; number < 6; number++) {
                places.add(join(priority.name().toLowerCase(Locale.ROOT), SONNET, priority, MINUTE));
            }
        }
        List<Priority> first = served(places).stream()
                .limit(12)
                .map(number -> priorities.get(number / 6))
                .toList();
        assertThat(first.stream().filter(Priority.HIGH::equals)).hasSize(6);
        assertThat(first.stream().filter(Priority.STANDARD::equals)).hasSize(4);
        assertThat(first.stream().filter(Priority.LOW::equals)).hasSize(2);
    }

    @Test
    void a_low_priority_that_sends_one_request_after_the_other_has_no_more_turns_than_one_that_sends_all_at_once() {
        Deque<Place> high = new ArrayDeque<>();
        for (int number = 0; number < 20; number++) {
            high.add(join("high", SONNET, Priority.HIGH, MINUTE));
        }
        Place low = join("low", SONNET, Priority.LOW, MINUTE);
        int turnsOfLow = 0;
        turn(high.getFirst(), SECOND);
        Instant later = NOON.plusSeconds(2);
        for (int turn = 0; turn < 16; turn++) {
            if (queue.turn(low, ROOM_NOW, later).equals(look())) {
                queue.found(low, later);
                turnsOfLow++;
                low = join("low", SONNET, Priority.LOW, MINUTE);
            } else {
                assertThat(queue.turn(high.getFirst(), ROOM_NOW, later)).isEqualTo(look());
                queue.found(high.removeFirst(), later);
            }
        }
        assertThat(turnsOfLow).isEqualTo(4);
    }

    @Test
    void who_sees_no_room_is_passed_over_and_keeps_nobody() {
        Place spent = join("a");
        Place other = join("b", HAIKU, Priority.STANDARD, MINUTE);
        assertThat(turn(spent, Duration.ofMillis(300))).isInstanceOf(Turn.Wait.class);
        assertThat(turn(other, ROOM_NOW)).isEqualTo(look());
    }

    @Test
    void a_tenants_request_for_one_alias_does_not_wait_for_its_room_of_another() {
        Place spent = join("a");
        Place other = join("a", HAIKU, Priority.STANDARD, MINUTE);
        turn(spent, MINUTE);
        assertThat(turn(other, ROOM_NOW)).isEqualTo(look());
    }

    @Test
    void one_at_a_time_looks_and_the_next_is_woken_when_that_is_over() {
        Place first = join("a");
        Place second = join("b");
        assertThat(turn(first, ROOM_NOW)).isEqualTo(look());
        assertThat(turn(second, ROOM_NOW)).as("sleeps until it is woken").isEqualTo(new Turn.Wait(MINUTE));
        woken.clear();
        queue.found(first, NOON);
        assertThat(woken).containsExactly("b");
    }

    @Test
    void only_the_first_of_a_tenant_and_alias_asks_by_itself_and_the_next_is_woken_when_it_has_gone() {
        Place first = join("a");
        Place second = join("a");
        assertThat(turn(second, SECOND)).isEqualTo(new Turn.Wait(MINUTE));
        woken.clear();
        queue.leave(first, NOON);
        assertThat(woken).containsExactly("a");
    }

    @Test
    void who_is_first_and_sees_none_asks_again_within_a_second_since_room_may_be_given_back() {
        Place first = join("a");
        join("b");
        assertThat(turn(first, Duration.ofSeconds(30))).isEqualTo(new Turn.Wait(SECOND));
    }

    @Test
    void a_turn_that_is_not_its_own_wakes_whose_it_is() {
        Place first = join("a");
        Place second = join("b");
        turn(first, SECOND);
        turn(second, SECOND);
        woken.clear();
        assertThat(queue.turn(second, ROOM_NOW, NOON.plus(SECOND.multipliedBy(2))))
                .isInstanceOf(Turn.Wait.class);
        assertThat(woken).containsExactly("a");
    }

    @Test
    void who_has_looked_in_vain_keeps_its_place_and_looks_again_after_fifty_milliseconds_at_the_earliest() {
        Place first = join("a");
        Place second = join("b");
        turn(first, ROOM_NOW);
        turn(second, ROOM_NOW);
        woken.clear();
        queue.missed(first, NOON);
        assertThat(woken).containsExactlyInAnyOrder("a", "b");
        assertThat(turn(second, ROOM_NOW)).isEqualTo(new Turn.Wait(Duration.ofMillis(50)));
        assertThat(turn(first, ROOM_NOW)).isEqualTo(new Turn.Wait(Duration.ofMillis(50)));
        assertThat(queue.turn(first, ROOM_NOW, NOON.plusMillis(50))).isEqualTo(look());
    }

    @Test
    void room_that_several_processes_foresee_is_looked_for_up_to_a_quarter_of_the_wait_later_by_all_alike() {
        Place first = join("a");
        Place second = join("b");
        Set<Duration> waits = new HashSet<>();
        for (int look = 0; look < 100; look++) {
            Turn wait = turn(first, Duration.ofMillis(400));
            assertThat(turn(second, Duration.ofMillis(400))).isEqualTo(wait);
            waits.add(((Turn.Wait) wait).longest());
            assertThat(queue.turn(first, ROOM_NOW, NOON.plus(SECOND))).isEqualTo(look());
            queue.missed(first, NOON.minus(SECOND));
        }
        assertThat(waits).hasSizeGreaterThan(30).allMatch(wait -> wait.toMillis() >= 400 && wait.toMillis() <= 500);
    }

    @Test
    void at_the_end_of_its_wait_it_looks_once_more_whoever_else_waits_or_looks() {
        Place first = join("a");
        Place second = join("b", SONNET, Priority.STANDARD, SECOND);
        turn(first, ROOM_NOW);
        assertThat(turn(second, ROOM_NOW)).isEqualTo(new Turn.Wait(SECOND));
        assertThat(queue.turn(second, MINUTE, NOON.plus(SECOND))).isEqualTo(new Turn.Look(true));
        queue.found(second, NOON);
        assertThat(turn(join("c"), ROOM_NOW)).as("the first still looks").isEqualTo(new Turn.Wait(MINUTE));
    }

    @Test
    void who_leaves_while_it_looks_keeps_nobody() {
        Place first = join("a");
        Place second = join("b");
        join("c");
        turn(first, ROOM_NOW);
        turn(second, ROOM_NOW);
        woken.clear();
        queue.leave(first, NOON);
        queue.leave(first, NOON);
        assertThat(woken).containsExactly("b");
        assertThat(turn(second, ROOM_NOW)).isEqualTo(look());
    }

    @Test
    void a_clock_that_is_set_back_after_a_look_in_vain_keeps_nobody_from_looking() {
        Place first = join("a");
        Place second = join("b");
        turn(first, ROOM_NOW);
        turn(second, ROOM_NOW);
        queue.missed(first, NOON);
        assertThat(queue.turn(first, ROOM_NOW, NOON.minus(MINUTE))).isEqualTo(look());
    }

    @Test
    void a_pause_that_ended_a_little_too_early_is_followed_by_one_of_a_millisecond() {
        Place only = join("a");
        assertThat(queue.turn(only, ROOM_NOW, NOON.plusSeconds(20).minusNanos(1)))
                .isEqualTo(new Turn.Wait(Duration.ofMillis(1)));
    }
}
