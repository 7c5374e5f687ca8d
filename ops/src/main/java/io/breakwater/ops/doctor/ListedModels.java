package io.breakwater.ops.doctor;

import io.breakwater.model.Geography;
import io.breakwater.model.Lifecycle;
import io.breakwater.model.Profile;
import io.breakwater.ops.probe.Probe;
import io.breakwater.ops.probe.Seen;
import java.util.List;
import java.util.Map;

/// Whether Bedrock has each model that is called by its own id, without an inference profile, in the
/// Regions in which the catalogue calls it: `ListFoundationModels` lists the models of its own Region alone.
record ListedModels(List<Profile> profiles, CatalogueLines catalogue) implements Check {
    private static final String NAME = "models";

    ListedModels {
        profiles = profiles.stream()
                .filter(profile -> profile.geography() == Geography.REGION)
                .toList();
    }

    /// Says nothing if the list cannot be read, since the check of the lifecycles reports that.
    @Override
    public List<Line> look(CheckedPlace place, Probe probe) {
        return switch (probe.lifecycles()) {
            case Seen.There<Map<String, Lifecycle>>(Map<String, Lifecycle> known)
            when !known.isEmpty() ->
                profiles.stream()
                        .map(profile -> new Line(NAME, place, judge(profile, place, known)))
                        .toList();
            case Seen.There<Map<String, Lifecycle>> _,
                    Seen.NotThere<Map<String, Lifecycle>> _,
                    Seen.Unreadable<Map<String, Lifecycle>> _ -> List.of();
        };
    }

    private Finding judge(Profile profile, CheckedPlace place, Map<String, Lifecycle> known) {
        return known.containsKey(profile.id().value())
                ? new Finding.Ok("%s is in %s".formatted(profile.id(), place.region()))
                : new Finding.Wrong(
                        "Bedrock has no model %s in %s".formatted(profile.id(), place.region()),
                        "%s names %s as a source of it; give the model routes without it"
                                .formatted(catalogue.source(profile, place.region()), place.region()));
    }
}
