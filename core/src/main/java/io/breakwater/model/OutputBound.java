package io.breakwater.model;

import java.util.Locale;

/// How an answer is bounded whose caller named no `max_tokens`.
public enum OutputBound {
    /// By the default.
    FIXED,
    /// By what the tenant's answers of the model took before, never above the default; streams by the default.
    LEARNED;

    /// As configuration files have it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static OutputBound of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
