package io.breakwater.cleanup.run;

import io.breakwater.cleanup.plan.Cloud;
import io.breakwater.naming.Naming;

/// What a command works on, or why it may not.
sealed interface Ground {

    /// Opens the ground of an environment.
    interface Opening {
        Ground open(Options options);
    }

    record Open(Naming naming, Cloud cloud, Runnable end) implements Ground, AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }

    record Refused(String why) implements Ground {}
}
