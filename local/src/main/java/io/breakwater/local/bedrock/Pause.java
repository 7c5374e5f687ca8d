package io.breakwater.local.bedrock;

import java.time.Duration;

/// Waiting, on the thread that calls it.
@FunctionalInterface
public interface Pause {

    void of(Duration duration) throws InterruptedException;

    /// Real waiting; cheap on a virtual thread.
    static Pause sleeping() {
        return Thread::sleep;
    }
}
