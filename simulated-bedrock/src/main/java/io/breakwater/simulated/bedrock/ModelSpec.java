package io.breakwater.simulated.bedrock;

import io.breakwater.model.Lifecycle;
import java.util.Set;

/// A foundation model: its largest answer and context window in tokens, the burndown rate of its output tokens, and
/// the Regions that offer it on demand (none = only through an inference profile), and where it stands in its life.
public record ModelSpec(
        long maxOutputTokens, long contextTokens, long burndown, Set<String> onDemandRegions, Lifecycle lifecycle) {

    public ModelSpec {
        requirePositive("maxOutputTokens", maxOutputTokens);
        requirePositive("contextTokens", contextTokens);
        requirePositive("burndown", burndown);
        onDemandRegions = Set.copyOf(onDemandRegions);
    }

    /// An active model.
    public ModelSpec(long maxOutputTokens, long contextTokens, long burndown, Set<String> onDemandRegions) {
        this(maxOutputTokens, contextTokens, burndown, onDemandRegions, Lifecycle.ACTIVE);
    }

    /// An active model that is offered through inference profiles only.
    public ModelSpec(long maxOutputTokens, long contextTokens, long burndown) {
        this(maxOutputTokens, contextTokens, burndown, Set.of());
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ": give a number of 1 or more");
        }
    }
}
