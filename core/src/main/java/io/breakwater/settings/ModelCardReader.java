package io.breakwater.settings;

import io.breakwater.model.ApiFeatures;
import io.breakwater.model.EffortLevel;
import io.breakwater.model.Feature;
import io.breakwater.model.Features;
import io.breakwater.model.Lifecycle;
import io.breakwater.model.Listing;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelId;
import io.breakwater.model.ModelOperation;
import io.breakwater.model.ModelTimes;
import io.breakwater.model.Streaming;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads a model's entry in the catalogue apart from its profiles: limits, features, operations, and
/// notes for people.
final class ModelCardReader {
    private static final List<String> CARD =
            List.of("name", "contextTokens", "maxOutputTokens", "burndown", "features");

    private ModelCardReader() {}

    /// The card; empty if something is wrong with it.
    ///
    /// @param family the entry of its family, for its other APIs
    static Optional<ModelCard> read(String modelId, Path at, Optional<Path> family, Report report) {
        Path output = at.key("maxOutputTokens");
        checkDay(at.key("lifecycle").key("endOfLife"), report);
        checkDay(at.key("pricesAsOf"), report);
        checkCaching(at.key("features"), report);
        if (broken(at, report)) {
            return Optional.empty();
        }
        if (output.whole(0) > at.key("contextTokens").whole(0)) {
            report.add(
                    output.text(),
                    "must not be above contextTokens, %s, got %s".formatted(at.key("contextTokens"), output));
            return Optional.empty();
        }
        ModelId id = new ModelId(modelId);
        Features features = features(id, at.key("features"));
        return Optional.of(new ModelCard(
                id,
                at.key("name").asText(),
                at.key("contextTokens").whole(0),
                output.whole(0),
                at.key("burndown").smallWhole(1),
                features,
                operations(id, at),
                streaming(at.key("streams")),
                times(at.key("timeouts")),
                listing(at),
                family.map(apis -> elsewhere(apis, features)).orElse(Map.of())));
    }

    private static Map<ModelApi, ApiFeatures> elsewhere(Path apis, Features features) {
        Map<ModelApi, ApiFeatures> elsewhere = new EnumMap<>(ModelApi.class);
        for (ModelApi api : ModelApi.values()) {
            Path own = apis.key(api.label());
            if (own.present()) {
                elsewhere.put(
                        api,
                        new ApiFeatures(
                                own.key("has").present() ? listed(own) : features,
                                own.key("refuses").texts(),
                                own.key("refusesReasoning").texts()));
            }
        }
        return elsewhere;
    }

    /// Whether something other than a profile of the model is wrong.
    private static boolean broken(Path at, Report report) {
        return report.brokenAt(at.text())
                || at.entries().stream()
                        .filter(entry -> !entry.getKey().equals("profiles"))
                        .anyMatch(entry -> report.broken(entry.getValue().text()))
                || CARD.stream().anyMatch(key -> !at.key(key).present());
    }

    /// A model that streams nothing has no operation that streams, whether or not the list says so.
    private static Set<ModelOperation> operations(ModelId model, Path at) {
        Path list = at.key("operations");
        boolean silent = streaming(at.key("streams")) == Streaming.NONE;
        Stream<ModelOperation> operations = list.present()
                ? list.texts().stream().flatMap(label -> ModelOperation.of(label).stream())
                : ModelOperation.usual(model).stream();
        return operations
                .filter(operation -> !(silent && operation.streams()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Streaming streaming(Path at) {
        return at.present() ? Streaming.valueOf(at.asText().toUpperCase(Locale.ROOT)) : Streaming.ALL;
    }

    private static ModelTimes times(Path at) {
        return new ModelTimes(duration(at.key("firstToken")), duration(at.key("idle")));
    }

    private static Optional<Duration> duration(Path at) {
        return at.present() ? Optional.of(at.duration(Duration.ZERO)) : Optional.empty();
    }

    /// What the shape cannot say: the smallest prompt that is cached is that of a model that caches.
    private static void checkCaching(Path at, Report report) {
        Path minimum = at.key("cacheMinimumTokens");
        if (minimum.present() && !at.key("has").texts().contains(Feature.CACHING.label())) {
            report.add(minimum.text(), "is of no use without caching in 'has'; remove it or add caching");
        }
    }

    private static Features features(ModelId model, Path at) {
        if (at.value().isArray()) {
            return Features.before(model, labels(at));
        }
        return listed(at);
    }

    private static Features listed(Path at) {
        return new Features(
                labels(at.key("has")),
                at.key("effort").texts().stream()
                        .flatMap(label -> EffortLevel.of(label).stream())
                        .toList(),
                at.key("cacheMinimumTokens").whole(0));
    }

    private static Set<Feature> labels(Path list) {
        return list.texts().stream()
                .map(name -> Feature.valueOf(name.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    }

    private static Listing listing(Path model) {
        return new Listing(lifecycle(model.key("lifecycle")), day(model.key("pricesAsOf")), id(model.key("mantleId")));
    }

    /// Reports a day that no calendar has.
    private static void checkDay(Path at, Report report) {
        if (at.present() && !report.broken(at.text())) {
            try {
                LocalDate.parse(at.asText());
            } catch (DateTimeException none) {
                report.add(at.text(), "must be a day such as 2026-10-09, got %s, which is not a date".formatted(at));
            }
        }
    }

    private static Lifecycle lifecycle(Path at) {
        return at.present()
                ? new Lifecycle(
                        Lifecycle.Status.valueOf(at.key("status").asText().toUpperCase(Locale.ROOT)),
                        day(at.key("endOfLife")))
                : Lifecycle.ACTIVE;
    }

    private static Optional<LocalDate> day(Path at) {
        return at.present() ? Optional.of(LocalDate.parse(at.asText())) : Optional.empty();
    }

    private static Optional<ModelId> id(Path at) {
        return at.present() ? Optional.of(new ModelId(at.asText())) : Optional.empty();
    }
}
