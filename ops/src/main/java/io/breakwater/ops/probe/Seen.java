package io.breakwater.ops.probe;

/// An answer from AWS.
public sealed interface Seen<T> {

    record There<T>(T value) implements Seen<T> {}

    /// AWS answered that there is no such thing.
    record NotThere<T>() implements Seen<T> {}

    /// There was no usable answer.
    ///
    /// @param why in one line, for people
    record Unreadable<T>(String why) implements Seen<T> {}
}
