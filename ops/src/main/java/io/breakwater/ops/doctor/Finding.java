package io.breakwater.ops.doctor;

import io.breakwater.ops.probe.Seen;
import java.util.function.Function;
import java.util.function.Supplier;

/// What a check came to.
sealed interface Finding {

    record Ok(String seen) implements Finding {}

    /// The deployment would fail, or not work as configured.
    ///
    /// @param fix what to do, with the command or the line to change
    record Wrong(String seen, String fix) implements Finding {}

    /// Nothing can be said.
    record Unknown(String why) implements Finding {}

    /// Judges what was seen; what could not be read is unknown.
    static <T> Finding of(Seen<T> seen, Function<T, Finding> there, Supplier<Finding> notThere) {
        return switch (seen) {
            case Seen.There<T>(T value) -> there.apply(value);
            case Seen.NotThere<T>() -> notThere.get();
            case Seen.Unreadable<T>(String why) -> new Unknown(why);
        };
    }
}
