package io.breakwater.model;

import java.util.Optional;
import java.util.function.Function;

/// The part of a request because of which a model cannot be asked: a member, or whatever asks for a
/// feature that the model lacks, for which each dialect has a member of its own.
///
/// @param path the member's path that the client knows
/// @param need the feature; exactly one of the two is there
public record RequestPart(Optional<String> path, Optional<Feature> need) {

    public static RequestPart member(String path) {
        return new RequestPart(Optional.of(path), Optional.empty());
    }

    public static RequestPart needing(Feature feature) {
        return new RequestPart(Optional.empty(), Optional.of(feature));
    }

    /// The member's path.
    ///
    /// @param named names the member that asks for a feature
    public Optional<String> in(Function<Feature, Optional<String>> named) {
        return path.or(() -> need.flatMap(named));
    }
}
