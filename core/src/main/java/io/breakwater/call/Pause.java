package io.breakwater.call;

import java.time.Duration;

/// Waits. Tests and the simulation replace it with virtual time.
@FunctionalInterface
public interface Pause {

    /// @throws InterruptedException if the waiting thread is told to stop
    void pause(Duration duration) throws InterruptedException;
}
