package io.breakwater.model;

import java.util.Optional;
import java.util.OptionalLong;

/// How a plan bounds answers whose callers give no `max_tokens`, in place of the alias's setting.
///
/// @param maxTokens the bound on such an answer; empty for the alias's setting
/// @param bound how it is bounded; empty for the alias's setting
public record OutputTerms(OptionalLong maxTokens, Optional<OutputBound> bound) {
    /// The alias's settings.
    public static final OutputTerms OF_ALIAS = new OutputTerms(OptionalLong.empty(), Optional.empty());

    /// The default that holds under these terms.
    public long maxTokens(Route route) {
        return maxTokens.orElse(route.defaultMaxTokens());
    }

    /// The way to bound answers that holds under these terms.
    public OutputBound bound(Route route) {
        return bound.orElse(route.bound());
    }
}
