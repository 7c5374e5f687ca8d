package io.breakwater.local.run;

import io.breakwater.control.SweeperHandler;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Sweeps the ledgers every five minutes, as the schedule does in AWS, until it is closed.
final class SweepTimer implements AutoCloseable {
    private static final long EVERY_MINUTES = 5;

    private final CountDownLatch closed = new CountDownLatch(1);

    static SweepTimer start(SweeperHandler sweeper) {
        SweepTimer timer = new SweepTimer();
        Thread.ofVirtual().name("sweeper").start(() -> timer.run(sweeper));
        return timer;
    }

    private void run(SweeperHandler sweeper) {
        try {
            while (!closed.await(EVERY_MINUTES, TimeUnit.MINUTES)) {
                sweeper.sweep();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
