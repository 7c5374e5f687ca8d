package io.breakwater.cleanup.run;

import io.breakwater.cleanup.plan.Cloud;
import io.breakwater.naming.Naming;
import io.breakwater.settings.Protection;

/// The access that a command has, or the reason why it has none.
sealed interface CleanupAccess {

    /// Opens the access for an environment.
    interface Opening {
        CleanupAccess open(CleanupOptions options);
    }

    record Open(Naming naming, Protection protection, Cloud cloud, Runnable end)
            implements CleanupAccess, AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }

    record Refused(String why) implements CleanupAccess {}
}
