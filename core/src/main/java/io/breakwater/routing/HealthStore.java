package io.breakwater.routing;

import java.util.Map;
import java.util.Optional;

/// Stores what all copies of the gateway know about targets: short texts by name. A store that cannot
/// be reached throws.
public interface HealthStore {

    /// All texts.
    Map<String, String> all();

    /// Replaces or removes the text of a name, if it is still the one that was seen.
    Replaced replace(String name, Optional<String> seen, Optional<String> next);

    /// How a replacement ended.
    sealed interface Replaced {

        record Done() implements Replaced {}

        /// Another copy was first.
        record Other(Optional<String> actual) implements Replaced {}
    }
}
