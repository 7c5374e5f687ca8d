package io.breakwater.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.Geography;
import io.breakwater.model.Profile;
import io.breakwater.model.Region;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Writes `GET /inference-profiles` and `GET /inference-profiles/{id}` ("ListInferenceProfiles" and
/// "GetInferenceProfile", Amazon Bedrock API Reference) from the catalogue: the ids by which a key may ask for a model.
///
/// The accounts that answer are not shown: ARNs have [#ACCOUNT] in place of them.
public final class InferenceProfiles {
    /// Stands for any account; since an ARN counts by its last part, clients may ask for the ARN shown
    /// here.
    static final String ACCOUNT = "000000000000";

    private static final String TYPE = "SYSTEM_DEFINED";

    /// 2026-01-01T00:00:00Z, the same as in OpenAI's list of models: the catalogue has no dates of
    /// profiles.
    private static final String SINCE = "2026-01-01T00:00:00Z";

    private final List<Profile> profiles;
    private final Region home;

    /// @param profiles the catalogue
    /// @param home the Region to show for profiles that can be called from there
    public InferenceProfiles(Collection<Profile> profiles, Region home) {
        this.profiles = profiles.stream()
                .filter(profile -> profile.geography() != Geography.REGION)
                .sorted(Comparator.comparing(Profile::id))
                .toList();
        this.home = home;
    }

    /// @param type the kind of profiles asked for: `SYSTEM_DEFINED`, or `APPLICATION`, of which there
    /// are none
    /// @param mayUse whether the caller may ask for a model by this name
    public ObjectNode list(Optional<String> type, Predicate<String> mayUse) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        ArrayNode summaries = list.putArray("inferenceProfileSummaries");
        if (type.isEmpty() || type.get().equals(TYPE)) {
            profiles.stream()
                    .filter(profile -> mayUse.test(profile.id().value()))
                    .map(this::json)
                    .forEach(summaries::add);
        }
        return list;
    }

    /// @param name an id or an ARN
    public Optional<ObjectNode> one(String name, Predicate<String> mayUse) {
        String id = name.substring(name.lastIndexOf('/') + 1);
        return profiles.stream()
                .filter(profile -> profile.id().value().equals(id) && mayUse.test(id))
                .map(this::json)
                .findFirst();
    }

    private ObjectNode json(Profile profile) {
        String id = profile.id().value();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put(
                        "inferenceProfileName",
                        profile.geography().prefix() + " " + profile.model().name())
                .put("inferenceProfileArn", arn(region(profile).value(), ACCOUNT, "inference-profile/" + id))
                .put("inferenceProfileId", id)
                .put("status", "ACTIVE")
                .put("type", TYPE)
                .put("createdAt", SINCE)
                .put("updatedAt", SINCE);
        ArrayNode models = json.putArray("models");
        String model = "foundation-model/" + profile.model().id();
        destinations(profile).forEach(region -> models.addObject().put("modelArn", arn(region, "", model)));
        return json;
    }

    private Region region(Profile profile) {
        return profile.reachableFrom(home)
                ? home
                : new TreeSet<>(profile.destinations().keySet()).first();
    }

    /// The Regions of the model's ARNs; a profile for every commercial Region has one ARN without a
    /// Region.
    private Collection<String> destinations(Profile profile) {
        List<String> regions = profile.destinations().getOrDefault(region(profile), List.of()).stream()
                .map(Region::value)
                .toList();
        return regions.isEmpty() ? List.of("") : regions;
    }

    private static String arn(String region, String account, String resource) {
        return "arn:aws:bedrock:%s:%s:%s".formatted(region, account, resource);
    }
}
