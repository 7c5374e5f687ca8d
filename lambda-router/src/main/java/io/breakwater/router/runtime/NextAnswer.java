package io.breakwater.router.runtime;

/// The Runtime API's answer to a request for the next invocation.
sealed interface NextAnswer {
    /// An invocation.
    record Work(Invocation invocation) implements NextAnswer {}

    /// The environment is being shut down (410).
    record Ended() implements NextAnswer {}
}
