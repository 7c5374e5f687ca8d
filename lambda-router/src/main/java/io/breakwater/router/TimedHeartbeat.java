package io.breakwater.router;

import io.breakwater.call.Heartbeat;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/// Beats by the clock. One thread keeps the time; each beat runs in a virtual thread, since it may have to
/// wait for a slow reader.
public final class TimedHeartbeat implements Heartbeat, AutoCloseable {
    private final ScheduledThreadPoolExecutor timer;

    public TimedHeartbeat() {
        timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("heartbeat").factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Beating every(Duration period, Runnable beat) {
        Pulse pulse = new Pulse(beat);
        ScheduledFuture<?> ticks =
                timer.scheduleWithFixedDelay(pulse::tick, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
        return () -> {
            ticks.cancel(false);
            pulse.stop();
        };
    }

    /// One beat at a time: a tick is skipped while the previous beat is still running.
    private static final class Pulse {
        private final Runnable beat;
        private final AtomicBoolean working = new AtomicBoolean();
        private final ReentrantLock atWork = new ReentrantLock();
        private volatile boolean stopped;

        Pulse(Runnable beat) {
            this.beat = beat;
        }

        void tick() {
            if (!stopped && working.compareAndSet(false, true)) {
                Thread.ofVirtual().name("heartbeat").start(this::work);
            }
        }

        private void work() {
            atWork.lock();
            try {
                if (!stopped) {
                    beat.run();
                }
            } finally {
                working.set(false);
                atWork.unlock();
            }
        }

        /// Waits for the running beat.
        void stop() {
            atWork.lock();
            try {
                stopped = true;
            } finally {
                atWork.unlock();
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
