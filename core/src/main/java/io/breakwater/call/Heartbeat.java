package io.breakwater.call;

import java.time.Duration;

/// Runs something periodically while a request waits for its model.
public interface Heartbeat {
    /// Never does anything: for requests that wait for nothing.
    Heartbeat NONE = (_, _) -> () -> {};

    /// Beats after each period until it is stopped, in a thread of its own. Beats of one request never
    /// overlap.
    Beating every(Duration period, Runnable beat);

    /// A heartbeat that goes on.
    interface Beating extends AutoCloseable {

        /// No beat begins after this, and the one that was at work has ended.
        @Override
        void close();
    }
}
