package io.breakwater.router.runtime;

/// What makes an environment ready for its first invocation.
public interface WarmUp {
    /// Loads and runs what an invocation needs. A SnapStart snapshot is taken after it and restored any number
    /// of times, so it MUST leave no connection open: in a restored environment the other side is gone.
    ///
    /// @throws Exception to fail the initialization
    void exercise() throws Exception;

    /// Makes the connections that an invocation needs, in every environment, restored from a snapshot or not. Lambda
    /// allows ten seconds.
    ///
    /// @throws Exception to fail the environment
    void connect() throws Exception;
}
