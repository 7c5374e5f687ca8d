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

/// Estimates the input tokens of requests, and learns from what models report how far off it was.
///
/// Tokenizers differ by model and texts by tenant, so it learns for each pair: what one tenant sends never changes
/// what another one reserves. A request counts by the model of its route that is charged most for such texts.
public final class InputEstimates {
    private final ToLongFunction<ModelBody> untaught;
    private final Map<Pair, EstimateBias> biases = new ConcurrentHashMap<>();

    /// @param untaught the input tokens of a body, before anything is learnt
    public InputEstimates(ToLongFunction<ModelBody> untaught) {
        this.untaught = untaught;
    }

    /// What is learnt is learnt of both together.
    record Pair(TenantId tenant, ModelId model) {}

    /// The estimate with what was learnt.
    ///
    /// @param untaught the estimate without it
    long learned(long untaught, TenantId tenant, Route route) {
        return route.models()
                .map(ModelCard::id)
                .map(model -> biases.getOrDefault(new Pair(tenant, model), EstimateBias.UNKNOWN))
                .mapToLong(bias -> bias.corrected(untaught))
                .max()
                .orElse(untaught);
    }

    /// The estimate without what was learnt, whatever the languages in which the models would be asked.
    long untaught(ModelBodies bodies, Route route) {
        return route.models()
                .flatMap(model -> body(bodies.of(model)))
                .distinct()
                .mapToLong(untaught)
                .max()
                .orElse(0);
    }

    /// Those tokens of the estimate that nothing is learnt of.
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

    /// Takes note of what a model reported for a request that was estimated at `untaught` tokens.
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
