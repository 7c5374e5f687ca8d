package io.breakwater.model;

import java.util.Optional;
import java.util.OptionalLong;

/// What a plan says of answers whose callers name no `max_tokens`, in place of what the alias says.
///
/// @param maxTokens the bound on such an answer; empty for the alias's
/// @param bound how it is bounded; empty for the alias's way
public record OutputTerms(OptionalLong maxTokens, Optional<OutputBound> bound) {
    /// As the alias says.
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
