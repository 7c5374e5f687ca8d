package io.breakwater.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LargeBodiesTest {
    private final LargeBodies bodies = new LargeBodies();

    @Test
    void small_requests_stay_where_they_are() throws Exception {
        assertThat(bodies.serve(LargeBodies.LARGE_BYTES - 1L, Thread::currentThread))
                .isSameAs(Thread.currentThread());
    }

    @Test
    void large_ones_that_never_wait_leave_the_processors_to_small_ones() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CompletableFuture<Boolean> finish = new CompletableFuture<>();
        int more = Runtime.getRuntime().availableProcessors() + 2;
        for (int i = 0; i < more; i++) {
            Thread.ofVirtual().start(() -> serveUntil(busy, finish));
        }
        assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();

        Thread small = Thread.ofVirtual().start(() -> finish.complete(true));

        assertThat(finish.get(30, TimeUnit.SECONDS)).isTrue();
        small.join();
    }

    private void serveUntil(CountDownLatch busy, CompletableFuture<Boolean> finish) {
        try {
            bodies.serve(LargeBodies.LARGE_BYTES, () -> {
                busy.countDown();
                while (!finish.isDone()) {
                    Thread.onSpinWait();
                }
                return true;
            });
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void what_a_large_one_throws_is_thrown_to_who_waits_for_it() {
        assertThatThrownBy(() -> bodies.serve(LargeBodies.LARGE_BYTES, () -> {
                    throw new IOException("gone");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
        assertThatThrownBy(() -> bodies.serve(LargeBodies.LARGE_BYTES, () -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
    }

    @Test
    void who_is_told_to_stop_tells_the_other_and_waits_for_its_end() throws Exception {
        CompletableFuture<String> said = new CompletableFuture<>();
        CountDownLatch running = new CountDownLatch(1);
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                said.complete(bodies.serve(LargeBodies.LARGE_BYTES, () -> untilInterrupted(running)));
            } catch (IOException failed) {
                said.completeExceptionally(failed);
            }
        });
        assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();

        waiting.interrupt();

        assertThat(said.get(30, TimeUnit.SECONDS)).isEqualTo("settled");
    }

    private static String untilInterrupted(CountDownLatch running) {
        running.countDown();
        try {
            new CountDownLatch(1).await();
            return "never";
        } catch (InterruptedException stopped) {
            return "settled";
        }
    }
}
