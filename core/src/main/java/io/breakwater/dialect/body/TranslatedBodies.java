package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A request in Converse's words, or translated to them, by whichever API of a model carries it whole: Converse, or
/// OpenAI's Responses for what the model loses by Converse.
///
public final class TranslatedBodies implements ModelBodies {
    private final ModelBodies bodies;
    private final boolean converseFirst;
    private final boolean guarded;

    private TranslatedBodies(ModelBodies bodies, boolean converseFirst, boolean guarded) {
        this.bodies = bodies;
        this.converseFirst = converseFirst;
        this.guarded = guarded;
    }

    /// A request that is translated, by its model's APIs in the catalogue's order.
    ///
    /// @param bodies the request as it is put to a model that has one API alone
    public static ModelBodies of(ModelBodies bodies) {
        return new TranslatedBodies(bodies, false, false);
    }

    /// A request in Converse's own words: by Converse wherever that carries it whole.
    public static ModelBodies ofConverse(ObjectNode json) {
        return new TranslatedBodies(ConverseBody.of(json), true, false);
    }

    /// The request as it is put to a model that has one API alone.
    public ModelBodies alone() {
        return bodies;
    }

    /// Whether Responses check with a guardrail is told in two ways, so that none is asked where one applies.
    @Override
    public ModelBodies guarded() {
        return new TranslatedBodies(bodies.guarded(), converseFirst, true);
    }

    /// Converse alone has a place for the tenant's name.
    @Override
    public ModelBodies naming() {
        return new TranslatedBodies(bodies.naming(), true, guarded);
    }

    @Override
    public BodyChoice of(ModelCard model) {
        List<ModelApi> apis = apis(model);
        if (guarded && apis.isEmpty() && model.apis().contains(ModelApi.OPENAI_RESPONSES)) {
            return new BodyChoice.NotSpoken("a guardrail is set, and no API of the model is sure to check with one");
        }
        return apis.size() > 1 ? first(model, apis, bodies::of) : bodies.of(model);
    }

    @Override
    public Map<ModelApi, String> passedOver(ModelCard model) {
        return passedOver(model, apis(model), bodies::of);
    }

    private List<ModelApi> apis(ModelCard model) {
        return model.apis().stream()
                .filter(api -> api == ModelApi.CONVERSE || (!guarded && api == ModelApi.OPENAI_RESPONSES))
                .sorted(Comparator.comparing(api -> converseFirst && api != ModelApi.CONVERSE))
                .toList();
    }

    /// The first API that carries a request whole, else the first of those by which least of it is adapted.
    ///
    /// @param apis in the order of preference
    /// @param by what the request is for the model as if it had one API alone
    /// @return where none carries it, why not by each
    public static BodyChoice first(ModelCard model, List<ModelApi> apis, Function<ModelCard, BodyChoice> by) {
        List<ModelBody> possible = new ArrayList<>();
        List<String> whyNot = new ArrayList<>();
        for (ModelApi api : apis) {
            switch (by(model.only(api), by)) {
                case BodyChoice.Spoken(ModelBody body)
                when body.adapted().isEmpty() -> {
                    return new BodyChoice.Spoken(body);
                }
                case BodyChoice.Spoken(ModelBody body) -> possible.add(body);
                case BodyChoice.NotSpoken(String why) -> whyNot.add(api.label() + ": " + why);
            }
        }
        return possible.stream()
                .min(Comparator.comparingInt(body -> body.adapted().size()))
                .<BodyChoice>map(BodyChoice.Spoken::new)
                .orElseGet(() -> new BodyChoice.NotSpoken(String.join("; ", whyNot)));
    }

    private static BodyChoice by(ModelCard there, Function<ModelCard, BodyChoice> by) {
        BodyChoice choice = by.apply(there);
        return choice instanceof BodyChoice.Spoken(ModelBody body)
                        && !there.features().containsAll(body.needs())
                ? new BodyChoice.NotSpoken(there.lacking(body.needs()))
                : choice;
    }

    /// Why those that are preferred to the one that is taken are not.
    ///
    /// @param apis in the order of preference
    /// @param by what the request is for the model as if it had one API alone
    public static Map<ModelApi, String> passedOver(
            ModelCard model, List<ModelApi> apis, Function<ModelCard, BodyChoice> by) {
        Map<ModelApi, String> why = new EnumMap<>(ModelApi.class);
        if (!(first(model, apis, by) instanceof BodyChoice.Spoken(ModelBody taken))) {
            return why;
        }
        for (ModelApi api : apis) {
            if (api == taken.operation(false).api()) {
                return why;
            }
            why.put(
                    api,
                    switch (by(model.only(api), by)) {
                        case BodyChoice.Spoken(ModelBody body) -> "adapted: " + String.join(", ", body.adapted());
                        case BodyChoice.NotSpoken(String not) -> not;
                    });
        }
        return why;
    }
}
