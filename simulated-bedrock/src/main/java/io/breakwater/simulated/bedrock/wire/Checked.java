package io.breakwater.simulated.bedrock.wire;

import java.util.function.Function;

/// A step's result: a value to go on with, or the error to answer.
public sealed interface Checked<T> {

    record Ok<T>(T value) implements Checked<T> {}

    record No<T>(BedrockError error) implements Checked<T> {}

    static <T> Checked<T> ok(T value) {
        return new Ok<>(value);
    }

    static <T> Checked<T> no(BedrockError error) {
        return new No<>(error);
    }

    /// The next step on the value; an error passes through untouched.
    default <R> Checked<R> then(Function<? super T, Checked<R>> next) {
        return switch (this) {
            case Ok<T>(T value) -> next.apply(value);
            case No<T>(BedrockError error) -> new No<>(error);
        };
    }
}
