package io.breakwater.call;

import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelId;
import io.breakwater.model.Route;
import io.breakwater.model.TenantId;
import io.breakwater.model.TokenUsage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// Estimates the input tokens of requests, and learns from the models' reports how far off the
/// estimates were.
///
/// Tokenizers differ by model and texts by tenant, so it learns for each pair of both: what one tenant
/// sends never changes what another one reserves. A request is estimated for the model of its route
/// that counts the most tokens for it.
public final class InputEstimates {
    private final ToLongFunction<ModelBody> untaught;
    private final Map<Pair, EstimateBias> biases = new ConcurrentHashMap<>();

    /// @param untaught the estimated input tokens of a body, without any learning
    public InputEstimates(ToLongFunction<ModelBody> untaught) {
        this.untaught = untaught;
    }

    /// Ratios are learned for each pair of tenant and model.
    record Pair(TenantId tenant, ModelId model) {}

    /// The estimate, corrected by what was learned.
    ///
    /// @param untaught the uncorrected estimate
    long learned(long untaught, TenantId tenant, Route route) {
        return route.models()
                .map(ModelCard::id)
                .map(model -> biases.getOrDefault(new Pair(tenant, model), EstimateBias.UNKNOWN))
                .mapToLong(bias -> bias.corrected(untaught))
                .max()
                .orElse(untaught);
    }

    /// The uncorrected estimate: the highest over the models of the route, each by the API that it
    /// would be called by.
    long untaught(ModelBodies bodies, Route route) {
        return route.models()
                .flatMap(model -> body(bodies.of(model)))
                .distinct()
                .mapToLong(untaught)
                .max()
                .orElse(0);
    }

    /// The tokens of the estimate that belong to a stored conversation; nothing is learned from them.
    static long stored(ModelBodies bodies, Route route) {
        return route.models()
                .flatMap(model -> body(bodies.of(model)))
                .mapToLong(ModelBody::storedTokens)
                .max()
                .orElse(0);
    }

    private static Stream<ModelBody> body(BodyChoice choice) {
        return switch (choice) {
            case BodyChoice.Spoken(ModelBody body) -> Stream.of(body);
            case BodyChoice.NotSpoken _ -> Stream.empty();
        };
    }

    /// Learns from what a model reported for a request that was estimated at `untaught` tokens.
    void learn(TenantId tenant, ModelId model, long untaught, TokenUsage reported) {
        long read = reported.input() + reported.cacheRead() + reported.cacheWrite();
        if (untaught > 0 && read > 0) {
            biases.merge(
                    new Pair(tenant, model),
                    EstimateBias.UNKNOWN.seen(untaught, read),
                    (known, _) -> known.seen(untaught, read));
        }
    }
}
