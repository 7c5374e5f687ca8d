package io.breakwater.local.bedrock;

import java.util.Map;

/// What can be called: models by id, system inference profiles by id, and application inference profiles, each by
/// its ARN or the id at its end, with the system profile it was copied from.
public record Catalogue(
        Map<String, ModelSpec> models, Map<String, ProfileSpec> profiles, Map<String, String> applicationProfiles) {

    public Catalogue {
        models = Map.copyOf(models);
        profiles = Map.copyOf(profiles);
        applicationProfiles = Map.copyOf(applicationProfiles);
        for (Map.Entry<String, ProfileSpec> profile : profiles.entrySet()) {
            requireKnown("profile " + profile.getKey(), profile.getValue().modelId(), models);
        }
        for (Map.Entry<String, String> application : applicationProfiles.entrySet()) {
            requireKnown("application profile " + application.getKey(), application.getValue(), profiles);
        }
    }

    private static void requireKnown(String who, String wanted, Map<String, ?> known) {
        if (!known.containsKey(wanted)) {
            throw new IllegalArgumentException(
                    who + " points at \"" + wanted + "\", which is not there: add it or correct the name");
        }
    }
}
