package io.breakwater.router.runtime;

import java.time.Duration;

/// Waiting, kept out of the loop so that a test decides how long it takes. `Thread::sleep` in production.
@FunctionalInterface
public interface Pause {
    /// @throws InterruptedException if the wait is called off
    void of(Duration wait) throws InterruptedException;
}
