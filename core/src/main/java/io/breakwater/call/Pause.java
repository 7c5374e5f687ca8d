package io.breakwater.call;

import java.time.Duration;

/// Waits. Tests and the simulation replace it with virtual time.
@FunctionalInterface
public interface Pause {

    /// @throws InterruptedException if the waiting thread is told to stop
    void pause(Duration duration) throws InterruptedException;

    /// Waits until it is woken, at the longest for this time. Here nobody can wake it.
    ///
    /// @return whether to go on waiting if need be; false if the process is stopping
    /// @throws InterruptedException if the waiting thread is told to stop
    default boolean pause(Duration longest, Wakeup wakeup) throws InterruptedException {
        pause(longest);
        wakeup.goesOn();
        return true;
    }
}
