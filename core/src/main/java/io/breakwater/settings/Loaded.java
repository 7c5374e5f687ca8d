package io.breakwater.settings;

import java.util.List;

/// What reading the configuration came to.
public sealed interface Loaded {

    /// Everything is right.
    record Valid(Settings settings) implements Loaded {}

    /// Something is wrong.
    ///
    /// @param problems all that was found, in the order of the files; never empty
    record Invalid(List<Problem> problems) implements Loaded {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
