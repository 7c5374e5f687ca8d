package io.breakwater.model;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What a model understands.
///
/// @param all its features, with [Feature#EFFORT] exactly if it has levels
/// @param effortLevels its levels of effort, from the lowest
/// @param cacheMinimumTokens the shortest prompt that a cache point caches; 0 if unknown
public record Features(Set<Feature> all, List<EffortLevel> effortLevels, long cacheMinimumTokens) {

    /// The features that a catalogue of an earlier version could list.
    public static final Set<Feature> SAID_BEFORE = Set.of(
            Feature.SYSTEM,
            Feature.TOOLS,
            Feature.IMAGES,
            Feature.DOCUMENTS,
            Feature.VIDEO,
            Feature.CACHING,
            Feature.THINKING);

    /// The features that such versions used with every model.
    private static final Set<Feature> ASKED_OF_ALL = Set.of(
            Feature.FORCED_TOOL,
            Feature.STRUCTURED_OUTPUT,
            Feature.PREFILL,
            Feature.TEMPERATURE,
            Feature.TEMPERATURE_WITH_TOP_P,
            Feature.STOP_SEQUENCES);

    /// @throws IllegalArgumentException if the shortest cached prompt is negative
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

    /// The meaning of a list from an earlier catalogue: the model also has every feature that the list
    /// could not express, except those that only Claude was asked for.
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
