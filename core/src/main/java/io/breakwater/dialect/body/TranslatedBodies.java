package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import io.breakwater.model.RequestPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A request in Converse's format, written so or translated, sent by the API that carries it whole:
/// Converse, or OpenAI's Responses if the model would lose something by Converse.
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

    /// A translated request, by the model's APIs in the catalogue's order.
    ///
    /// @param bodies the request in the form for a model limited to one API
    public static ModelBodies of(ModelBodies bodies) {
        return new TranslatedBodies(bodies, false, false);
    }

    /// A request that the client wrote for Converse: by Converse whenever that carries it whole.
    public static ModelBodies ofConverse(ObjectNode json) {
        return new TranslatedBodies(ConverseBody.of(json), true, false);
    }

    /// The request in the form for a model limited to one API.
    public ModelBodies alone() {
        return bodies;
    }

    /// Converse only: AWS's pages disagree on whether Responses apply guardrails.
    @Override
    public ModelBodies guarded() {
        return new TranslatedBodies(bodies.guarded(), converseFirst, true);
    }

    /// Converse only, since Responses have no place for the tenant's name.
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

    /// The first API that carries a request whole, else the first of those with the fewest adaptations.
    ///
    /// @param apis in the order of preference
    /// @param by the request in the form for the model limited to one API
    /// @return the choice; if no API carries the request, why each does not
    public static BodyChoice first(ModelCard model, List<ModelApi> apis, Function<ModelCard, BodyChoice> by) {
        List<ModelBody> possible = new ArrayList<>();
        List<BodyChoice.NotSpoken> whyNot = new ArrayList<>();
        for (ModelApi api : apis) {
            switch (by(model.only(api), by)) {
                case BodyChoice.Spoken(ModelBody body)
                when body.adapted().isEmpty() -> {
                    return new BodyChoice.Spoken(body);
                }
                case BodyChoice.Spoken(ModelBody body) -> possible.add(body);
                case BodyChoice.NotSpoken(String why, Optional<RequestPart> about) ->
                    whyNot.add(new BodyChoice.NotSpoken(api.label() + ": " + why, about));
            }
        }
        return possible.stream()
                .min(Comparator.comparingInt(body -> body.adapted().size()))
                .<BodyChoice>map(BodyChoice.Spoken::new)
                .orElseGet(() -> all(whyNot));
    }

    private static BodyChoice all(List<BodyChoice.NotSpoken> whyNot) {
        return new BodyChoice.NotSpoken(
                whyNot.stream().map(BodyChoice.NotSpoken::why).collect(Collectors.joining("; ")),
                whyNot.stream().flatMap(each -> each.about().stream()).findFirst());
    }

    private static BodyChoice by(ModelCard there, Function<ModelCard, BodyChoice> by) {
        BodyChoice choice = by.apply(there);
        return choice instanceof BodyChoice.Spoken(ModelBody body)
                        && !there.features().containsAll(body.needs())
                ? new BodyChoice.NotSpoken(there.lacking(body.needs()), there.lacks(body.needs()))
                : choice;
    }

    /// Why the APIs preferred to the chosen one were not chosen.
    ///
    /// @param apis in the order of preference
    /// @param by the request in the form for the model limited to one API
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
                        case BodyChoice.NotSpoken(String not, var _) -> not;
                    });
        }
        return why;
    }
}
