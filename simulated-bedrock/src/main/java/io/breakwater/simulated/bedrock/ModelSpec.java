package io.breakwater.simulated.bedrock;

import io.breakwater.model.Lifecycle;
import io.breakwater.model.Streaming;
import java.util.Set;

/// A foundation model: its largest answer and context window in tokens, the burndown rate of its
/// output tokens, and the Regions that offer it on demand (none = only through an inference
/// profile), its stage in the life cycle, and what it can stream.
///
/// @param cacheMinimumTokens the shortest prefix that the prompt cache accepts
public record ModelSpec(
        long maxOutputTokens,
        long contextTokens,
        long burndown,
        Set<String> onDemandRegions,
        Lifecycle lifecycle,
        Streaming streaming,
        long cacheMinimumTokens) {

    public ModelSpec {
        requirePositive("maxOutputTokens", maxOutputTokens);
        requirePositive("contextTokens", contextTokens);
        requirePositive("burndown", burndown);
        onDemandRegions = Set.copyOf(onDemandRegions);
    }

    /// An active model that can stream every answer.
    public ModelSpec(long maxOutputTokens, long contextTokens, long burndown, Set<String> onDemandRegions) {
        this(maxOutputTokens, contextTokens, burndown, onDemandRegions, Lifecycle.ACTIVE, Streaming.ALL, 0);
    }

    /// An active model that is offered through inference profiles only.
    public ModelSpec(long maxOutputTokens, long contextTokens, long burndown) {
        this(maxOutputTokens, contextTokens, burndown, Set.of());
    }

    /// The same model with another shortest cached prefix.
    public ModelSpec cachingFrom(long tokens) {
        return new ModelSpec(maxOutputTokens, contextTokens, burndown, onDemandRegions, lifecycle, streaming, tokens);
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ": give a number of 1 or more");
        }
    }
}
