package io.breakwater.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.call.Wakeup;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ThreadPauseTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final ThreadPause pause = new ThreadPause();

    @Test
    void a_pause_lasts_until_it_is_woken() {
        Wakeup wakeup = new Wakeup();
        CompletableFuture<Boolean> goesOn = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                goesOn.complete(pause.pause(HOUR, wakeup));
            } catch (InterruptedException interrupted) {
                goesOn.completeExceptionally(interrupted);
            }
        });
        wakeup.wake();
        assertThat(goesOn.join()).isTrue();
    }

    @Test
    void a_wake_that_came_before_ends_one_pause_and_no_other() throws Exception {
        Wakeup wakeup = new Wakeup();
        wakeup.wake();
        assertThat(pause.pause(HOUR, wakeup)).isTrue();
        long before = System.nanoTime();
        assertThat(pause.pause(Duration.ofMillis(20), wakeup)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
    }
}
