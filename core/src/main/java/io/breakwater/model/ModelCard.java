package io.breakwater.model;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the catalogue knows about a foundation model.
///
/// @param contextTokens input and output together
/// @param maxOutputTokens the most tokens that one answer can have
/// @param burndown how many quota tokens one output token costs ("Token burndown rates", Amazon Bedrock
/// User Guide)
/// @param features what the model understands
/// @param operations the operations that can be called, with its APIs in the order of preference
/// @param streaming what it can send piece by piece
/// @param times how long it may be silent
/// @param listing its lifecycle and other notes
/// @param elsewhere what it takes by APIs that have an entry of their own in the catalogue; by all
/// others it understands `features`
public record ModelCard(
        ModelId id,
        String name,
        long contextTokens,
        long maxOutputTokens,
        int burndown,
        Features features,
        Set<ModelOperation> operations,
        Streaming streaming,
        ModelTimes times,
        Listing listing,
        Map<ModelApi, ApiFeatures> elsewhere) {

    /// A model that takes the same by all of its APIs.
    public ModelCard(
            ModelId id,
            String name,
            long contextTokens,
            long maxOutputTokens,
            int burndown,
            Features features,
            Set<ModelOperation> operations,
            Streaming streaming,
            ModelTimes times,
            Listing listing) {
        this(
                id,
                name,
                contextTokens,
                maxOutputTokens,
                burndown,
                features,
                operations,
                streaming,
                times,
                listing,
                Map.of());
    }

    /// A model that streams all answers, has the usual limits on silence, and has no notes.
    ///
    /// @param features as catalogues of earlier versions list them, see [Features#before]
    public ModelCard(
            ModelId id, String name, long contextTokens, long maxOutputTokens, int burndown, Set<Feature> features) {
        this(
                id,
                name,
                contextTokens,
                maxOutputTokens,
                burndown,
                Features.before(id, features),
                ModelOperation.usual(id),
                Streaming.ALL,
                ModelTimes.USUAL,
                Listing.NONE);
    }

    /// @throws IllegalArgumentException if a limit or the burndown is below 1
    public ModelCard {
        if (contextTokens < 1 || maxOutputTokens < 1 || burndown < 1) {
            throw new IllegalArgumentException(
                    "model %s needs positive limits, got contextTokens=%d maxOutputTokens=%d burndown=%d"
                            .formatted(id, contextTokens, maxOutputTokens, burndown));
        }
        operations = Collections.unmodifiableSet(new LinkedHashSet<>(operations));
        elsewhere = Map.copyOf(elsewhere);
    }

    /// The id alone tells nearly all models apart, and a card has hundreds of values; cards are keys for
    /// each request.
    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /// What it takes by one of its APIs.
    public ApiFeatures by(ModelApi api) {
        ApiFeatures own = elsewhere.get(api);
        return own != null ? own : new ApiFeatures(features, List.of(), List.of());
    }

    /// The model as if it had this API alone.
    public ModelCard only(ModelApi api) {
        return with(
                by(api).features(),
                operations.stream()
                        .filter(operation -> operation.api() == api)
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    /// The same model without some of its APIs.
    public ModelCard without(Set<ModelApi> missing) {
        return with(
                features,
                operations.stream()
                        .filter(operation -> !missing.contains(operation.api()))
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private ModelCard with(Features understood, Set<ModelOperation> left) {
        return new ModelCard(
                id,
                name,
                contextTokens,
                maxOutputTokens,
                burndown,
                understood,
                left,
                streaming,
                times,
                listing,
                elsewhere);
    }

    /// The features it lacks of those a request needs, in words.
    public String lacking(Set<Feature> needs) {
        return needs.stream()
                .filter(need -> !features.contains(need))
                .map(Feature::label)
                .sorted()
                .collect(Collectors.joining(", ", "the model lacks ", ""));
    }

    /// The first feature, by name, that it lacks of these.
    public Optional<RequestPart> lacks(Set<Feature> needs) {
        return needs.stream()
                .filter(need -> !features.contains(need))
                .min(Comparator.comparing(Feature::label))
                .map(RequestPart::needing);
    }

    /// The APIs by which it can be called, the preferred one first; a request uses the first that
    /// carries it whole.
    public List<ModelApi> apis() {
        Set<ModelApi> apis = new LinkedHashSet<>();
        operations.forEach(operation -> apis.add(operation.api()));
        return List.copyOf(apis);
    }
}
