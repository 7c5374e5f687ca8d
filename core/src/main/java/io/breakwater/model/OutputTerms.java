package io.breakwater.model;

import java.util.OptionalLong;

/// What a plan says of answers whose callers name no `max_tokens`, in place of what the alias says.
///
/// @param maxTokens the bound on such an answer; empty for the alias's
public record OutputTerms(OptionalLong maxTokens) {
    /// As the alias says.
    public static final OutputTerms OF_ALIAS = new OutputTerms(OptionalLong.empty());
}
