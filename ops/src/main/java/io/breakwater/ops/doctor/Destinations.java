package io.breakwater.ops.doctor;

import io.breakwater.model.Geography;
import io.breakwater.model.Profile;
import io.breakwater.model.Region;
import io.breakwater.ops.probe.Probe;
import io.breakwater.ops.probe.Seen;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Whether Bedrock routes each profile to the Regions that the catalogue names: rights and residency
/// depend on them.
record Destinations(List<Profile> profiles, CatalogueLines catalogue) implements Check {
    private static final String NAME = "destinations";

    Destinations {
        profiles = List.copyOf(profiles);
    }

    @Override
    public List<Line> look(CheckedPlace place, Probe probe) {
        return switch (probe.profiles()) {
            case Seen.There<Map<String, Set<String>>>(Map<String, Set<String>> known)
            when known.isEmpty() -> unknown(place, "Bedrock lists no inference profile of its own here");
            case Seen.There<Map<String, Set<String>>>(Map<String, Set<String>> known) ->
                profiles.stream()
                        .filter(profile -> profile.geography() != Geography.REGION)
                        .map(profile -> new Line(NAME, place, judge(profile, place.region(), known)))
                        .toList();
            case Seen.NotThere<Map<String, Set<String>>>() -> unknown(place, "Bedrock lists no inference profiles");
            case Seen.Unreadable<Map<String, Set<String>>>(String why) -> unknown(place, why);
        };
    }

    private static List<Line> unknown(CheckedPlace place, String why) {
        String byHand = "; by hand: aws bedrock list-inference-profiles --type-equals SYSTEM_DEFINED --region ";
        return List.of(new Line(NAME, place, new Finding.Unknown(why + byHand + place.region())));
    }

    private Finding judge(Profile profile, Region source, Map<String, Set<String>> known) {
        Set<String> real = known.get(profile.id().value());
        if (real == null) {
            return new Finding.Wrong(
                    "Bedrock has no profile " + profile.id() + " in " + source,
                    "%s names %s as a source of it; choose another profile or Region"
                            .formatted(catalogue.source(profile, source), source));
        }
        List<Region> planned = profile.destinations().getOrDefault(source, List.of());
        return planned.isEmpty()
                ? new Finding.Ok(profile.id() + " may be answered by any commercial Region, as the catalogue says")
                : compared(profile, source, planned, new TreeSet<>(real));
    }

    private Finding compared(Profile profile, Region source, List<Region> destinations, Set<String> real) {
        Set<String> planned = destinations.stream().map(Region::value).collect(Collectors.toCollection(TreeSet::new));
        return planned.equals(real)
                ? new Finding.Ok(profile.id() + " is answered by " + String.join(", ", real))
                : new Finding.Wrong(
                        "%s is answered by %s%s%s"
                                .formatted(
                                        profile.id(),
                                        String.join(", ", real),
                                        words("; the catalogue lacks ", less(real, planned)),
                                        words("; the catalogue has in excess ", less(planned, real))),
                        "%s: to: [%s]".formatted(catalogue.destinations(profile, source), String.join(", ", real)));
    }

    private static Set<String> less(Set<String> some, Set<String> others) {
        Set<String> rest = new TreeSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    private static String words(String before, Set<String> regions) {
        return regions.isEmpty() ? "" : before + String.join(", ", regions);
    }
}
