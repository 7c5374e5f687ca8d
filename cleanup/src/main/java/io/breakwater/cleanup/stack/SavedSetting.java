package io.breakwater.cleanup.stack;

import java.util.Optional;

/// Where the setting that was there before ours is kept.
interface SavedSetting {

    /// The text, if one is kept.
    Optional<String> read();

    /// Takes the place of what is kept.
    void keep(String text);

    /// Nothing happens if nothing is kept.
    void forget();
}
