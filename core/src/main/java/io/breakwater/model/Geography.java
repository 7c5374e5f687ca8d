package io.breakwater.model;

import java.util.Locale;

/// Where an inference profile may process a request; the prefix of the profile's id names it.
public enum Geography {
    /// Any commercial AWS Region.
    GLOBAL,
    US,
    EU,
    JP,
    AU,
    APAC,
    CA,
    /// The source Region alone: the model is called by its own id, without an inference profile.
    REGION;

    /// The geography of a request that stays in a Region; [#GLOBAL] if no geography of profiles
    /// contains the Region.
    static Geography of(Region region) {
        return switch (region.value()) {
            case "ap-northeast-1", "ap-northeast-3" -> JP;
            case "ap-southeast-2", "ap-southeast-4" -> AU;
            case String id when id.startsWith("us-") -> US;
            case String id when id.startsWith("eu-") -> EU;
            case String id when id.startsWith("ca-") -> CA;
            case String id when id.startsWith("ap-") -> APAC;
            case String _ -> GLOBAL;
        };
    }

    /// The prefix of the profile ids of this geography, such as `us`; also its name in configuration.
    public String prefix() {
        return name().toLowerCase(Locale.ROOT);
    }
}
