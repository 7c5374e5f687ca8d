package io.breakwater.router.runtime;

/// What to do around a SnapStart snapshot: prime before it, renew connections, timers and randomness after it.
public interface SnapshotHooks {
    /// Nothing to do.
    SnapshotHooks NONE = new SnapshotHooks() {
        @Override
        public void beforeCheckpoint() {}

        @Override
        public void afterRestore() {}
    };

    /// Runs while the version is published; the snapshot is taken after it.
    ///
    /// @throws Exception to fail the initialization
    void beforeCheckpoint() throws Exception;

    /// Runs in every environment restored from the snapshot, before its first invocation. Lambda allows ten
    /// seconds.
    ///
    /// @throws Exception to fail the restore
    void afterRestore() throws Exception;
}
