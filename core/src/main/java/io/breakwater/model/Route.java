package io.breakwater.model;

import java.util.List;
import java.util.stream.Stream;

/// What an alias stands for: its tiers and settings.
///
/// @param defaultMaxTokens the `max_tokens` of requests that give none, so that Bedrock does not
/// reserve the model's maximum
/// @param bound how the answers of such requests are bounded
/// @param names further names of the alias, as configured
/// @param storesResponses whether Bedrock may store the responses of OpenAI's Responses API
public record Route(
        Alias alias,
        long defaultMaxTokens,
        OutputBound bound,
        List<Tier> tiers,
        List<String> names,
        boolean storesResponses) {

    /// A route without stored responses.
    public Route(Alias alias, long defaultMaxTokens, OutputBound bound, List<Tier> tiers, List<String> names) {
        this(alias, defaultMaxTokens, bound, tiers, names, false);
    }

    /// A route without further names, whose answers have a fixed bound.
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
