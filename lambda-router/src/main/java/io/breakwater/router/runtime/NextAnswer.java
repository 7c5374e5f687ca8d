package io.breakwater.router.runtime;

import io.breakwater.router.Invocation;

/// What the Runtime API answers when asked for the next invocation.
sealed interface NextAnswer {
    /// There is work.
    record Work(Invocation invocation) implements NextAnswer {}

    /// The environment is being shut down (410).
    record Ended() implements NextAnswer {}
}
