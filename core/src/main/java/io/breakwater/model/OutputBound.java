package io.breakwater.model;

import java.util.Locale;

/// How an answer is bounded if its caller gave no `max_tokens`.
public enum OutputBound {
    /// By the default.
    FIXED,
    /// By the lengths of the model's earlier answers to the tenant, never above the default; streams by
    /// the default.
    LEARNED;

    /// The name in configuration files.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static OutputBound of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
