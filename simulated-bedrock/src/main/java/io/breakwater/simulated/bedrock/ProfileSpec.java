package io.breakwater.simulated.bedrock;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A cross-Region inference profile: its model, and for each source Region the Regions that may serve a call.
public record ProfileSpec(String modelId, Map<String, List<String>> destinations) {

    public ProfileSpec {
        destinations = destinations.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
        destinations.forEach((source, regions) -> {
            if (regions.isEmpty()) {
                throw new IllegalArgumentException(
                        "the profile of " + modelId + " has no destination for " + source + ": name at least one");
            }
        });
    }
}
