package io.breakwater.control.tenants;

import java.util.Map;
import java.util.Optional;

/// The place where a deploy has put the plans and tenants of the environment's file: an object in the
/// bucket for assets, named by its content. So a rollback names the previous file.
public record StagedFile(String bucket, String key) {

    /// The property `Tenants` of a custom resource.
    ///
    /// @throws IllegalArgumentException if the resource lacks it: template and code come from different
    /// deploys
    public static StagedFile of(Map<String, Object> properties) {
        if (!(properties.get("Tenants") instanceof Map<?, ?> place)) {
            throw new IllegalArgumentException("the property Tenants must be a map, got " + properties.get("Tenants"));
        }
        return new StagedFile(text(place, "Bucket"), text(place, "Key"));
    }

    private static String text(Map<?, ?> place, String name) {
        return Optional.ofNullable(place.get(name))
                .map(String::valueOf)
                .orElseThrow(() -> new IllegalArgumentException("the property Tenants has no " + name));
    }
}
