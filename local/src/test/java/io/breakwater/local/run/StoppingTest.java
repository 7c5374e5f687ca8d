package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.call.Wakeup;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class StoppingTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Stopping stopping = new Stopping();

    private CompletableFuture<Boolean> paused(Wakeup wakeup) {
        CompletableFuture<Boolean> goesOn = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                goesOn.complete(stopping.pause(HOUR, wakeup));
            } catch (InterruptedException interrupted) {
                goesOn.completeExceptionally(interrupted);
            }
        });
        return goesOn;
    }

    @Test
    void a_pause_that_is_woken_goes_on_and_one_that_the_stop_ends_does_not() {
        Wakeup wakeup = new Wakeup();
        CompletableFuture<Boolean> woken = paused(wakeup);
        CompletableFuture<Boolean> stopped = paused(new Wakeup());
        wakeup.wake();
        assertThat(woken.join()).isTrue();
        stopping.begin();
        assertThat(stopped.join()).isFalse();
    }

    @Test
    void who_was_woken_before_does_not_pause_and_is_woken_only_once() throws Exception {
        Wakeup wakeup = new Wakeup();
        wakeup.wake();
        assertThat(stopping.pause(HOUR, wakeup)).isTrue();
        assertThat(stopping.pause(Duration.ofMillis(1), wakeup)).isTrue();
        assertThat(stopping.pause(Duration.ZERO, wakeup)).isTrue();
    }

    @Test
    void nobody_pauses_once_the_stop_has_begun() throws Exception {
        stopping.begin();
        assertThat(stopping.pause(HOUR, new Wakeup())).isFalse();
        stopping.pause(HOUR);
    }
}
