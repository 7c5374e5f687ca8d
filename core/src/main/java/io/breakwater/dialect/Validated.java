package io.breakwater.dialect;

/// A request, or a part of it, after validation: the valid value, or the refusal.
///
/// @param <T> the type of a valid value
public sealed interface Validated<T> {

    record Valid<T>(T value) implements Validated<T> {}

    record Refused<T>(Refusal refusal) implements Validated<T> {}
}
