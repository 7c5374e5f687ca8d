package io.breakwater.call;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The same step for each of several things; where it fails for one, the others still get theirs.
public final class EachInTurn {

    /// @throws RuntimeException the first failure, with the others suppressed
    public static <T> void run(List<T> things, Consumer<T> step) {
        RuntimeException first = null;
        for (T thing : things) {
            first = after(thing, step, first);
        }
        if (first != null) {
            throw first;
        }
    }

    private static <T> @Nullable RuntimeException after(T thing, Consumer<T> step, @Nullable RuntimeException before) {
        try {
            step.accept(thing);
            return before;
        } catch (RuntimeException failure) {
            if (before == null || before.equals(failure)) {
                return failure;
            }
            before.addSuppressed(failure);
            return before;
        }
    }

    private EachInTurn() {}
}
