package io.breakwater.simulated.bedrock;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What can be called: models by id, system inference profiles by id, and application inference profiles, each by
/// its ARN or the id at its end, with the system profile it was copied from.
///
/// @param elsewhere the system profile of an application profile that another control plane has made, by its ARN
public record Catalogue(
        Map<String, ModelSpec> models,
        Map<String, ProfileSpec> profiles,
        Map<String, ApplicationProfile> applicationProfiles,
        Function<String, Optional<String>> elsewhere) {

    public Catalogue {
        models = Map.copyOf(models);
        profiles = Map.copyOf(profiles);
        applicationProfiles = Map.copyOf(applicationProfiles);
        for (Map.Entry<String, ProfileSpec> profile : profiles.entrySet()) {
            requireKnown("profile " + profile.getKey(), profile.getValue().modelId(), models);
        }
        for (Map.Entry<String, ApplicationProfile> application : applicationProfiles.entrySet()) {
            requireKnown(
                    "application profile " + application.getKey(),
                    application.getValue().copied(),
                    profiles);
        }
    }

    /// No other control plane makes profiles.
    public Catalogue(
            Map<String, ModelSpec> models,
            Map<String, ProfileSpec> profiles,
            Map<String, ApplicationProfile> applicationProfiles) {
        this(models, profiles, applicationProfiles, _ -> Optional.empty());
    }

    Catalogue with(Function<String, Optional<String>> another) {
        return new Catalogue(models, profiles, applicationProfiles, another);
    }

    /// The system profile of an application profile.
    Optional<String> copied(String arn) {
        String id = arn.substring(arn.lastIndexOf('/') + 1);
        return Optional.ofNullable(applicationProfiles.getOrDefault(arn, applicationProfiles.get(id)))
                .map(ApplicationProfile::copied)
                .or(() -> elsewhere.apply(arn));
    }

    private static void requireKnown(String who, String wanted, Map<String, ?> known) {
        if (!known.containsKey(wanted)) {
            throw new IllegalArgumentException(
                    who + " points at \"" + wanted + "\", which is not there: add it or correct the name");
        }
    }
}
