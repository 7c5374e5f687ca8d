package io.breakwater.ops.probe;

/// What a look at AWS came back with.
public sealed interface Seen<T> {

    record There<T>(T value) implements Seen<T> {}

    /// AWS answered that there is no such thing.
    record NotThere<T>() implements Seen<T> {}

    /// There was no answer to go by.
    ///
    /// @param why in one line, for people
    record Unreadable<T>(String why) implements Seen<T> {}
}
