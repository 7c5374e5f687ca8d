package io.breakwater.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.call.Heartbeat;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TimedHeartbeatTest {
    private static final Duration PERIOD = Duration.ofMillis(5);

    @Test
    void it_beats_again_and_again_and_a_beat_that_throws_ends_nothing() throws Exception {
        CountDownLatch beats = new CountDownLatch(5);
        try (TimedHeartbeat heartbeat = new TimedHeartbeat();
                Heartbeat.Beating _ = heartbeat.every(PERIOD, () -> {
                    beats.countDown();
                    if (beats.getCount() == 3) {
                        throw new IllegalStateException("once");
                    }
                })) {
            assertThat(beats.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void beats_of_one_request_never_overlap_and_those_of_another_go_on() throws Exception {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch others = new CountDownLatch(20);
        CountDownLatch release = new CountDownLatch(1);
        try (TimedHeartbeat heartbeat = new TimedHeartbeat();
                Heartbeat.Beating _ = heartbeat.every(PERIOD, () -> {
                    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                    await(release);
                    atOnce.decrementAndGet();
                });
                Heartbeat.Beating _ = heartbeat.every(PERIOD, others::countDown)) {
            assertThat(others.await(20, TimeUnit.SECONDS)).isTrue();
            release.countDown();
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void whoever_ends_it_waits_for_the_beat_at_work_and_none_begins_after_that() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        AtomicInteger beats = new AtomicInteger();
        CountDownLatch others = new CountDownLatch(20);
        try (TimedHeartbeat heartbeat = new TimedHeartbeat()) {
            Heartbeat.Beating beating = heartbeat.every(PERIOD, () -> {
                beats.incrementAndGet();
                begun.countDown();
                await(release);
                ended.incrementAndGet();
            });
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            Thread.ofVirtual().start(release::countDown);
            beating.close();
            int untilThen = beats.get();
            assertThat(ended).hasValue(untilThen);
            try (Heartbeat.Beating _ = heartbeat.every(PERIOD, others::countDown)) {
                assertThat(others.await(20, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(beats).hasValue(untilThen);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
