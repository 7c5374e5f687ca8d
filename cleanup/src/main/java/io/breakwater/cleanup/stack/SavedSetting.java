package io.breakwater.cleanup.stack;

import java.util.Optional;

/// The place where the previous setting is kept.
interface SavedSetting {

    /// The text, if one is kept.
    Optional<String> read();

    /// Replaces the kept text.
    void keep(String text);

    /// Nothing happens if nothing is kept.
    void forget();
}
