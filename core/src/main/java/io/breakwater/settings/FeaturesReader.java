package io.breakwater.settings;

import io.breakwater.model.EffortLevel;
import io.breakwater.model.Feature;
import io.breakwater.model.Features;
import io.breakwater.model.ModelId;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads what a model of the catalogue understands.
final class FeaturesReader {

    private FeaturesReader() {}

    /// What the shape cannot say: the smallest prompt that is cached is that of a model that caches.
    static void check(Path at, Report report) {
        Path minimum = at.key("cacheMinimumTokens");
        if (minimum.present() && !at.key("has").texts().contains(Feature.CACHING.label())) {
            report.add(minimum.text(), "is of no use without caching in 'has'; remove it or add caching");
        }
    }

    static Features read(ModelId model, Path at) {
        if (at.value().isArray()) {
            return Features.before(model, features(at));
        }
        return new Features(
                features(at.key("has")),
                at.key("effort").texts().stream()
                        .flatMap(label -> EffortLevel.of(label).stream())
                        .toList(),
                at.key("cacheMinimumTokens").whole(0));
    }

    private static Set<Feature> features(Path list) {
        return list.texts().stream()
                .map(name -> Feature.valueOf(name.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    }
}
