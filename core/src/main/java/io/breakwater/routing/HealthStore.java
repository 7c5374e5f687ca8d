package io.breakwater.routing;

import java.util.Map;
import java.util.Optional;

/// Where what is known of targets is kept for all copies of the gateway: short texts by name. A store that cannot be
/// reached throws.
public interface HealthStore {

    /// All texts.
    Map<String, String> all();

    /// Gives a name another text, or takes it away, if it still has the one that was seen.
    Replaced replace(String name, Optional<String> seen, Optional<String> next);

    /// How a replacement ended.
    sealed interface Replaced {

        record Done() implements Replaced {}

        /// Another copy was first.
        record Other(Optional<String> actual) implements Replaced {}
    }
}
