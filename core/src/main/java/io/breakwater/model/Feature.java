package io.breakwater.model;

import java.util.Locale;

/// Something a request may need and a model may lack; a target without it is skipped.
public enum Feature {
    SYSTEM,
    TOOLS,
    IMAGES,
    DOCUMENTS,
    VIDEO,
    CACHING,
    THINKING;

    /// The name in configuration and in answers, such as `tools`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
