package io.breakwater.router;

import io.breakwater.call.Pause;
import io.breakwater.call.Wakeup;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Waits in real time.
final class ThreadPause implements Pause {

    @Override
    public void pause(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
    }

    @Override
    public boolean pause(Duration longest, Wakeup wakeup) throws InterruptedException {
        Semaphore woken = new Semaphore(0);
        try {
            if (!wakeup.pauses(woken::release)) {
                var _ = woken.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS);
            }
            return true;
        } finally {
            wakeup.goesOn();
        }
    }
}
