package io.breakwater.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.call.Wakeup;
import io.breakwater.model.Alias;
import io.breakwater.model.Priority;
import io.breakwater.model.TenantId;
import io.breakwater.routing.RoomQueue;
import io.breakwater.routing.RoomWait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Requests that wait for room in one process, on threads of their own and in real time.
@Timeout(90)
final class WaitingThreadsTest {
    private static final int TENANTS = 4;
    private static final int REQUESTS = 400;
    private static final Duration EACH = Duration.ofMillis(2);

    private final RoomQueue queue = new RoomQueue(new Random(7));
    private final ThreadPause pause = new ThreadPause();
    private final AtomicInteger turns = new AtomicInteger();

    /// Gives a place every few milliseconds. Now and then somebody else takes it.
    private static final class Pool {
        private Instant next = Instant.now();
        private int looks;

        synchronized Duration roomIn(Instant now) {
            return next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO;
        }

        synchronized boolean take(Instant now) {
            if (next.isAfter(now)) {
                return false;
            }
            next = now.plus(EACH);
            return ++looks % 50 != 0;
        }
    }

    private final Pool pool = new Pool();

    private void waits(int number, Duration longest) throws InterruptedException {
        Wakeup wakeup = new Wakeup();
        Instant begun = Instant.now();
        RoomQueue.Place place = queue.join(
                new TenantId("tenant-" + number % TENANTS),
                new Alias(number % 3 == 0 ? "haiku" : "sonnet"),
                begun,
                new RoomWait(begun.plus(longest), number % TENANTS == 0 ? Priority.LOW : Priority.HIGH),
                wakeup::wake);
        try {
            while (true) {
                boolean last = pausesUntilTurn(place, wakeup);
                if (number % 10 == 9) {
                    return;
                }
                if (pool.take(Instant.now())) {
                    queue.found(place, Instant.now());
                    return;
                }
                if (last) {
                    return;
                }
                queue.missed(place, Instant.now());
            }
        } finally {
            queue.leave(place, Instant.now());
        }
    }

    private boolean pausesUntilTurn(RoomQueue.Place place, Wakeup wakeup) throws InterruptedException {
        while (true) {
            turns.incrementAndGet();
            Instant now = Instant.now();
            switch (queue.turn(place, pool.roomIn(now), now)) {
                case RoomQueue.Turn.Look(boolean last) -> {
                    return last;
                }
                case RoomQueue.Turn.Wait(Duration wait) -> {
                    var _ = pause.pause(wait, wakeup);
                }
            }
        }
    }

    /// A tenth leaves when its turn has come. One that nobody woke would wait for its whole minute.
    @Test
    void each_of_400_threads_gets_its_turn_and_is_woken_for_it_and_none_asks_all_the_time() throws Exception {
        long begun = System.nanoTime();
        List<Future<?>> ends = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int request = 0; request < REQUESTS; request++) {
                int number = request;
                ends.add(threads.submit(() -> {
                    waits(number, Duration.ofMinutes(1));
                    return number;
                }));
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        for (Future<?> end : ends) {
            var _ = end.get();
        }
        assertThat(took).isLessThan(Duration.ofSeconds(30));
        assertThat(turns.get()).isLessThan(60 * REQUESTS);
    }
}
