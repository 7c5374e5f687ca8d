package io.breakwater.model;

import java.util.List;

/// What an alias stands for.
///
/// @param defaultMaxTokens the `max_tokens` given to requests that name none, so that Bedrock does not reserve the
/// model's maximum
public record Route(Alias alias, long defaultMaxTokens, List<Tier> tiers) {

    /// @throws IllegalArgumentException if there is no tier or the default is below 1
    public Route {
        tiers = List.copyOf(tiers);
        if (tiers.isEmpty() || defaultMaxTokens < 1) {
            throw new IllegalArgumentException(
                    "alias %s needs a tier and a default of at least 1 max token, got %d tiers and %d"
                            .formatted(alias, tiers.size(), defaultMaxTokens));
        }
    }
}
