package io.breakwater.local.front;

import io.breakwater.dialect.RequestBody;

/// A request's body, read whole before anything is decided, as API Gateway does, or why it was not read.
sealed interface Body {

    record Whole(RequestBody body) implements Body {}

    /// The body is larger than the limit.
    record TooLarge() implements Body {}

    /// The process holds as many bytes of bodies as it may.
    record NoRoom() implements Body {}

    /// It came more slowly than it may.
    record TooSlow() implements Body {}

    /// It ended before the length that was announced; its client may still read an answer.
    record BrokenOff() implements Body {}
}
