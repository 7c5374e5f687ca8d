package io.breakwater.dialect;

/// A request, or a part of it, after it was checked: what is valid, or the refusal.
///
/// @param <T> what is valid
public sealed interface Validated<T> {

    record Valid<T>(T value) implements Validated<T> {}

    record Refused<T>(Refusal refusal) implements Validated<T> {}
}
