package io.breakwater.demo;

import java.util.Optional;

/// The name of a target as the gateway shows it: `shard/Region/profile`.
public record TargetName(String shard, String region, String profile) {

    /// Empty for a text of another form.
    static Optional<TargetName> of(String label) {
        String[] parts = label.split("/", 3);
        return parts.length == 3 ? Optional.of(new TargetName(parts[0], parts[1], parts[2])) : Optional.empty();
    }

    @Override
    public String toString() {
        return shard + "/" + region + "/" + profile;
    }
}
