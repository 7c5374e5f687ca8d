package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the store costs, and what a copy does while it is slow, contended or out of reach, or holds what
/// nobody can read.
@Timeout(30)
class SharedHealthStoreTest extends SharedHealthFixture {
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
    void a_text_of_another_form_says_nothing_and_the_next_decision_replaces_it() {
        store.texts.put("t#" + SONNET.label(), "open until tomorrow");
        store.texts.put("p#111111111111/us-east-1", "a while");
        assertThat(board.availability(SONNET, NOON)).isEqualTo(READY);

        fail(board, 5, NOON);

        ejectedUntil(other, NOON);
    }
}
