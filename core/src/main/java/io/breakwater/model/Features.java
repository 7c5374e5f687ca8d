package io.breakwater.model;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What a model understands.
///
/// @param all what it has, [Feature#EFFORT] exactly if it has levels
/// @param effortLevels the levels of effort it has, from the lowest
/// @param cacheMinimumTokens how long a prompt must be before a cache point does something; 0 where that is not known
public record Features(Set<Feature> all, List<EffortLevel> effortLevels, long cacheMinimumTokens) {

    /// What catalogues could say before there were more features.
    public static final Set<Feature> SAID_BEFORE = Set.of(
            Feature.SYSTEM,
            Feature.TOOLS,
            Feature.IMAGES,
            Feature.DOCUMENTS,
            Feature.VIDEO,
            Feature.CACHING,
            Feature.THINKING);

    /// What was asked of every model then.
    private static final Set<Feature> ASKED_OF_ALL = Set.of(
            Feature.FORCED_TOOL,
            Feature.STRUCTURED_OUTPUT,
            Feature.PREFILL,
            Feature.TEMPERATURE,
            Feature.TEMPERATURE_WITH_TOP_P,
            Feature.STOP_SEQUENCES);

    /// @throws IllegalArgumentException if the smallest prompt that is cached is negative
    public Features {
        if (cacheMinimumTokens < 0) {
            throw new IllegalArgumentException("needs cacheMinimumTokens of at least 0, got " + cacheMinimumTokens);
        }
        effortLevels = effortLevels.stream().sorted().distinct().toList();
        Set<Feature> has = EnumSet.noneOf(Feature.class);
        has.addAll(all);
        has.remove(Feature.EFFORT);
        if (!effortLevels.isEmpty()) {
            has.add(Feature.EFFORT);
        }
        all = Set.copyOf(has);
    }

    /// What a list of before means: whatever it could not say was asked of each model as it came, but for what only
    /// Claude was asked.
    ///
    /// @param said some of [#SAID_BEFORE]
    public static Features before(ModelId model, Set<Feature> said) {
        Set<Feature> has = EnumSet.copyOf(ASKED_OF_ALL);
        has.addAll(said);
        if (said.contains(Feature.IMAGES) || said.contains(Feature.DOCUMENTS)) {
            has.add(Feature.TOOL_RESULT_IMAGES);
        }
        if (model.isClaude()) {
            has.add(Feature.SINGLE_CALL);
            if (said.contains(Feature.CACHING)) {
                has.add(Feature.TOOL_CACHING);
                has.add(Feature.LONG_CACHING);
            }
        }
        return new Features(has, said.contains(Feature.THINKING) ? EffortLevel.all() : List.of(), 0);
    }

    public boolean contains(Feature feature) {
        return all.contains(feature);
    }

    public boolean containsAll(Collection<Feature> features) {
        return all.containsAll(features);
    }
}
