package io.breakwater.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class VirtualCallsTest {
    private static final List<Integer> EACH = IntStream.range(0, 100).boxed().toList();

    private final VirtualCalls calls = new VirtualCalls();

    @Test
    void results_stand_in_the_order_of_what_was_asked() throws InterruptedException {
        assertThat(calls.map(EACH, one -> one * 2))
                .isEqualTo(EACH.stream().map(one -> one * 2).toList());
    }

    @Test
    void who_is_told_to_stop_stops_its_calls_and_begins_no_other() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(VirtualCalls.MOST);
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger stopped = new AtomicInteger();
        AtomicInteger told = new AtomicInteger();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                calls.map(EACH, _ -> {
                    begun.incrementAndGet();
                    running.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException stop) {
                        stopped.incrementAndGet();
                        throw stop;
                    }
                    return 0;
                });
            } catch (InterruptedException stop) {
                told.incrementAndGet();
            }
        });
        running.await();
        caller.interrupt();
        caller.join();

        assertThat(told.get()).isEqualTo(1);
        assertThat(begun.get()).isEqualTo(VirtualCalls.MOST);
        assertThat(stopped.get()).isEqualTo(VirtualCalls.MOST);
    }

    @Test
    void a_defect_of_a_call_is_the_callers() {
        assertThatThrownBy(() -> calls.map(EACH, _ -> {
                    throw new IllegalArgumentException("odd");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("odd");
    }
}
