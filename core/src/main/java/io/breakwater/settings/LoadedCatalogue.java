package io.breakwater.settings;

import io.breakwater.model.Profile;
import java.util.List;

/// What reading the catalogue alone came to.
public sealed interface LoadedCatalogue {

    /// Everything is right.
    ///
    /// @param profiles in the order of the file
    record Valid(List<Profile> profiles) implements LoadedCatalogue {
        public Valid {
            profiles = List.copyOf(profiles);
        }
    }

    /// Something is wrong.
    ///
    /// @param problems all that was found; never empty
    record Invalid(List<Problem> problems) implements LoadedCatalogue {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
