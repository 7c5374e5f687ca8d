package io.breakwater.model;

import java.util.List;
import java.util.stream.Stream;

/// What an alias stands for.
///
/// @param defaultMaxTokens the `max_tokens` given to requests that name none, so that Bedrock does not reserve the
/// model's maximum
/// @param bound how the answers of such requests are bounded
/// @param names further names of the alias, as configured
/// @param storesResponses whether Bedrock may store what is answered in OpenAI's Responses
public record Route(
        Alias alias,
        long defaultMaxTokens,
        OutputBound bound,
        List<Tier> tiers,
        List<String> names,
        boolean storesResponses) {

    /// A route of which nothing is stored.
    public Route(Alias alias, long defaultMaxTokens, OutputBound bound, List<Tier> tiers, List<String> names) {
        this(alias, defaultMaxTokens, bound, tiers, names, false);
    }

    /// A route of no further name, whose answers have a fixed bound.
    public Route(Alias alias, long defaultMaxTokens, List<Tier> tiers) {
        this(alias, defaultMaxTokens, OutputBound.FIXED, tiers, List.of());
    }

    /// @throws IllegalArgumentException if there is no tier or the default is below 1
    public Route {
        tiers = List.copyOf(tiers);
        names = List.copyOf(names);
        if (tiers.isEmpty() || defaultMaxTokens < 1) {
            throw new IllegalArgumentException(
                    "alias %s needs a tier and a default of at least 1 max token, got %d tiers and %d"
                            .formatted(alias, tiers.size(), defaultMaxTokens));
        }
    }

    /// The targets of all tiers, in their order.
    public Stream<RoutedTarget> targets() {
        return tiers.stream().flatMap(tier -> tier.targets().stream());
    }

    /// The models of all tiers, each once.
    public Stream<ModelCard> models() {
        return targets().map(target -> target.profile().model()).distinct();
    }
}
