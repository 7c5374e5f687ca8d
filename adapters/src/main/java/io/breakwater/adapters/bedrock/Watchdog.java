package io.breakwater.adapters.bedrock;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Ends calls that take too long. A blocking read has no deadline of its own, so another thread must
/// cut it off.
public final class Watchdog implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timers;

    public Watchdog() {
        timers = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("call-watchdog").factory());
        timers.setRemoveOnCancelPolicy(true);
    }

    /// Runs `cut` unless the watch is closed before the time is up.
    Watch watch(Duration within, Runnable cut) {
        AtomicBoolean fired = new AtomicBoolean();
        ScheduledFuture<?> timer = timers.schedule(
                () -> {
                    fired.set(true);
                    cut.run();
                },
                within.toNanos(),
                TimeUnit.NANOSECONDS);
        return new Watch(timer, fired);
    }

    /// A running time limit.
    record Watch(ScheduledFuture<?> timer, AtomicBoolean hasFired) implements AutoCloseable {

        /// Whether the time ran out.
        boolean fired() {
            return hasFired.get();
        }

        @Override
        public void close() {
            timer.cancel(false);
        }
    }

    @Override
    public void close() {
        timers.shutdownNow();
    }
}
