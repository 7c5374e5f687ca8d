package io.breakwater.ops.doctor;

import io.breakwater.model.Geography;
import io.breakwater.model.Profile;
import io.breakwater.ops.probe.Probe;
import io.breakwater.ops.probe.Seen;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds profiles of Bedrock that are missing in the catalogue: another geography of a listed model, or
/// another source Region of a listed profile. Models that are not listed at all are only counted.
final class UnlistedProfiles implements Check {
    private static final String NAME = "catalogue";
    private static final Set<String> GEOGRAPHIES =
            Stream.of(Geography.values()).map(Geography::prefix).collect(Collectors.toUnmodifiableSet());

    private final Map<String, Profile> catalogue;
    private final Set<String> models;

    UnlistedProfiles(Collection<Profile> catalogue) {
        this.catalogue = catalogue.stream()
                .collect(Collectors.toUnmodifiableMap(profile -> profile.id().value(), profile -> profile));
        this.models =
                catalogue.stream().map(profile -> profile.model().id().value()).collect(Collectors.toUnmodifiableSet());
    }

    /// Says nothing if the profiles cannot be read, since the check of the destinations reports that.
    @Override
    public List<Line> look(CheckedPlace place, Probe probe) {
        return switch (probe.profiles()) {
            case Seen.There<Map<String, Set<String>>>(Map<String, Set<String>> real) ->
                compared(place, new TreeSet<>(real.keySet()));
            case Seen.NotThere<Map<String, Set<String>>>() -> List.of();
            case Seen.Unreadable<Map<String, Set<String>>> _ -> List.of();
        };
    }

    private List<Line> compared(CheckedPlace place, Set<String> real) {
        List<Finding> missing =
                real.stream().flatMap(id -> missing(id, place).stream()).toList();
        long unknown = real.stream().filter(id -> !couldBeListed(id)).count();
        Finding count = new Finding.Ok(
                "%d of Bedrock's %d profiles here are of models or geographies that the catalogue does not know"
                        .formatted(unknown, real.size()));
        return Stream.concat(missing.stream(), Stream.of(count))
                .map(finding -> new Line(NAME, place, finding))
                .toList();
    }

    private Optional<Finding> missing(String id, CheckedPlace place) {
        Optional<Profile> listed = Optional.ofNullable(catalogue.get(id));
        if (listed.isPresent()) {
            return listed.filter(profile -> !profile.reachableFrom(place.region()))
                    .map(profile -> new Finding.Wrong(
                            "Bedrock has %s in %s, the catalogue does not".formatted(id, place.region()),
                            "config/models.yaml: add %s to 'from' of the profile's routes".formatted(place.region())));
        }
        return couldBeListed(id)
                ? Optional.of(new Finding.Wrong(
                        "Bedrock has %s, the catalogue does not".formatted(id),
                        "config/models.yaml, models['%s'].profiles: add %s with its routes and prices"
                                .formatted(model(id), id.substring(0, id.indexOf('.')))))
                : Optional.empty();
    }

    private boolean couldBeListed(String id) {
        return models.contains(model(id)) && GEOGRAPHIES.contains(id.substring(0, id.indexOf('.')));
    }

    private static String model(String profile) {
        return profile.substring(profile.indexOf('.') + 1);
    }
}
