package io.breakwater.call;

import java.time.Duration;

/// Runs something periodically while a request waits for its model.
public interface Heartbeat {
    /// Never does anything: for requests that need no sign of life.
    Heartbeat NONE = (_, _) -> () -> {};

    /// Beats after each period, in a thread of its own, until it is closed. The beats of one request
    /// never overlap.
    Beating every(Duration period, Runnable beat);

    /// A running heartbeat.
    interface Beating extends AutoCloseable {

        /// When this returns, the last beat has ended and no other will begin.
        @Override
        void close();
    }
}
