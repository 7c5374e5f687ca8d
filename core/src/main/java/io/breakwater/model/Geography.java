package io.breakwater.model;

import java.util.Locale;

/// Where an inference profile may process a request: the prefix of its id.
public enum Geography {
    /// Any commercial AWS Region.
    GLOBAL,
    US,
    EU,
    JP,
    AU,
    APAC,
    CA;

    /// The prefix of the profile ids of this geography, such as `us`; also its name in configuration.
    public String prefix() {
        return name().toLowerCase(Locale.ROOT);
    }
}
