package io.breakwater.settings;

import java.util.List;

/// What reading configuration came to.
///
/// @param <T> what is read: the settings of an environment, the catalogue's profiles, or entries of tenants
public sealed interface Loaded<T> {

    /// Everything is right.
    record Valid<T>(T value) implements Loaded<T> {}

    /// Something is wrong.
    ///
    /// @param problems all that was found, in the order of the files; never empty
    record Invalid<T>(List<Problem> problems) implements Loaded<T> {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
