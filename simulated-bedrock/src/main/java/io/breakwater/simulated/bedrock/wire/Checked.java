package io.breakwater.simulated.bedrock.wire;

import java.util.function.Function;

/// A step's result: a value to go on with, or the error to answer.
public sealed interface Checked<T> {

    record Ok<T>(T value) implements Checked<T> {}

    record No<T>(SentError error) implements Checked<T> {}

    static <T> Checked<T> ok(T value) {
        return new Ok<>(value);
    }

    static <T> Checked<T> no(SentError error) {
        return new No<>(error);
    }

    /// The next step on the value; an error passes through untouched.
    default <R> Checked<R> then(Function<? super T, Checked<R>> next) {
        return switch (this) {
            case Ok<T>(T value) -> next.apply(value);
            case No<T>(SentError error) -> new No<>(error);
        };
    }
}
