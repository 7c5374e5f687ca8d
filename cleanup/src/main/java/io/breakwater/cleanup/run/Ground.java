package io.breakwater.cleanup.run;

import io.breakwater.cleanup.plan.Cloud;
import io.breakwater.naming.Naming;
import io.breakwater.settings.Protection;

/// What a command works on, or why it may not.
sealed interface Ground {

    /// Opens the ground of an environment.
    interface Opening {
        Ground open(Options options);
    }

    record Open(Naming naming, Protection protection, Cloud cloud, Runnable end) implements Ground, AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }

    record Refused(String why) implements Ground {}
}
