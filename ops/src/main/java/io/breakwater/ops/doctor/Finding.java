package io.breakwater.ops.doctor;

import io.breakwater.ops.probe.Seen;
import java.util.function.Function;
import java.util.function.Supplier;

/// The result of a check.
sealed interface Finding {

    record Ok(String seen) implements Finding {}

    /// A deploy would fail, or would not work as configured.
    ///
    /// @param fix what to do, with the command or the line to change
    record Wrong(String seen, String fix) implements Finding {}

    /// The check was not possible.
    record Unknown(String why) implements Finding {}

    /// The finding for an answer of a probe; an unreadable one is unknown.
    static <T> Finding of(Seen<T> seen, Function<T, Finding> there, Supplier<Finding> notThere) {
        return switch (seen) {
            case Seen.There<T>(T value) -> there.apply(value);
            case Seen.NotThere<T>() -> notThere.get();
            case Seen.Unreadable<T>(String why) -> new Unknown(why);
        };
    }
}
