package io.breakwater.dialect;

/// What a check of a request, or of a part of it, ends with.
///
/// @param <T> what has passed
public sealed interface Checked<T> {

    record Passed<T>(T value) implements Checked<T> {}

    record Refused<T>(Refusal refusal) implements Checked<T> {}
}
