package io.breakwater.simulated.environment;

import io.breakwater.model.Geography;
import io.breakwater.model.ModelCard;
import io.breakwater.model.Profile;
import io.breakwater.model.Region;
import io.breakwater.simulated.bedrock.ApplicationProfile;
import io.breakwater.simulated.bedrock.Catalogue;
import io.breakwater.simulated.bedrock.ModelSpec;
import io.breakwater.simulated.bedrock.ProfileSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The profiles of `config/models.yaml`, with their models, as the simulation offers them.
public final class ProfileCatalogue {

    private ProfileCatalogue() {}

    /// @param applications as [Catalogue#applicationProfiles()]
    public static Catalogue of(Collection<Profile> offered, Map<String, ApplicationProfile> applications) {
        Map<String, ModelSpec> models = new HashMap<>();
        Map<String, ProfileSpec> profiles = new HashMap<>();
        for (Profile profile : offered) {
            String model = profile.model().id().value();
            if (profile.geography() == Geography.REGION) {
                models.put(model, spec(profile.model(), regions(profile)));
            } else {
                models.putIfAbsent(model, spec(profile.model(), Set.of()));
                profiles.put(profile.id().value(), new ProfileSpec(model, destinations(profile)));
            }
        }
        return new Catalogue(models, profiles, applications);
    }

    private static Set<String> regions(Profile profile) {
        return profile.destinations().keySet().stream().map(Region::value).collect(Collectors.toUnmodifiableSet());
    }

    private static ModelSpec spec(ModelCard model, Set<String> onDemandRegions) {
        return new ModelSpec(
                model.maxOutputTokens(),
                model.contextTokens(),
                model.burndown(),
                onDemandRegions,
                model.listing().lifecycle(),
                model.streaming(),
                model.features().cacheMinimumTokens());
    }

    /// A global profile may answer anywhere; here that is anywhere it can be called from.
    private static Map<String, List<String>> destinations(Profile profile) {
        List<String> anywhere = new TreeSet<>(profile.destinations().keySet())
                .stream().map(Region::value).toList();
        Map<String, List<String>> destinations = new TreeMap<>();
        profile.destinations()
                .forEach((source, regions) -> destinations.put(
                        source.value(),
                        regions.isEmpty()
                                ? anywhere
                                : regions.stream().map(Region::value).toList()));
        return destinations;
    }
}
