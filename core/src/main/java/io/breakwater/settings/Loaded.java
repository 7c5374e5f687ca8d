package io.breakwater.settings;

import java.util.List;

/// The result of reading configuration.
///
/// @param <T> the type that is read: an environment's settings, the catalogue's profiles, or tenants'
/// entries
public sealed interface Loaded<T> {

    /// Everything is right.
    record Valid<T>(T value) implements Loaded<T> {}

    /// Something is wrong.
    ///
    /// @param problems all problems, in the order of the files; never empty
    record Invalid<T>(List<Problem> problems) implements Loaded<T> {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
