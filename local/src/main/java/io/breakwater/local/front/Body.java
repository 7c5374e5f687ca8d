package io.breakwater.local.front;

/// A request's body, read whole before anything is decided, as API Gateway does, or why it was not read.
sealed interface Body {

    /// @param bytes shared, not to be modified
    @SuppressWarnings("ArrayRecordComponent") // up to 10 MB, read once: no copy, no comparison
    record Whole(byte[] bytes) implements Body {}

    /// More than the limit.
    record TooLarge() implements Body {}

    /// The process holds as many bytes of bodies as it may.
    record NoRoom() implements Body {}

    /// It came more slowly than it may.
    record TooSlow() implements Body {}
}
