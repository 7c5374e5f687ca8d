package io.breakwater.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.EmbeddingBodies;
import io.breakwater.dialect.body.EmbeddingModel;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.model.AppliedGuardrail;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.routing.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A request that may be admitted: what it asks, its plan, and what it may cost.
///
/// @param demand the worst case over the candidates, which the tenant's ledger holds while the request runs
/// @param untaughtInput the estimate of the input without what was learnt
/// @param guardrail what prompt and answer are checked with
/// @param missing which APIs Regions lack, as far as this request knows
record Prepared(
        Tenant tenant,
        ModelCall call,
        Sizing sizing,
        Plan plan,
        LedgerAmount demand,
        long untaughtInput,
        Optional<AppliedGuardrail> guardrail,
        MissingApis missing) {

    /// The calls that it takes: itself, or one for each batch of texts to embed.
    List<Prepared> calls() {
        return call.bodies() instanceof EmbeddingBodies texts && texts.batched()
                ? plan.candidates().stream()
                        .findFirst()
                        .flatMap(candidate -> EmbeddingModel.of(
                                candidate.routed().profile().model().id()))
                        .map(language -> texts.batches(language.batch()).stream()
                                .map(this::part)
                                .toList())
                        .orElse(List.of(this))
                : List.of(this);
    }

    /// One batch, with its share of the estimated tokens.
    private Prepared part(EmbeddingBodies texts) {
        ModelCall own = new ModelCall(
                call.alias(), false, texts, call.maxTokens(), call.guardrail(), call.session(), call.only());
        RoutedTarget target = plan.candidates().getFirst().routed();
        Prepared part = new Prepared(tenant, own, sizing, plan, demand, untaughtInput, guardrail, missing);
        long untaught = part.body(target).inputTokens();
        long tokens = Math.ceilDiv(untaught * sizing.inputTokens(), Math.max(1, untaughtInput));
        return new Prepared(tenant, own, sizing.ofInput(tokens), plan, demand, untaught, guardrail, missing);
    }

    /// The most that a call to this target may cost, whether or not anything comes of it.
    LedgerAmount mayCost(RoutedTarget target) {
        return sizing.worstCase(tenant, target);
    }

    /// The same call to one target with the full bound, where that is longer.
    Prepared inFull(RoutedTarget target) {
        Sizing full = sizing.full();
        return new Prepared(
                tenant, call, full, plan, full.worstCase(tenant, target), untaughtInput, guardrail, missing);
    }

    /// Whether a whole answer ended at a bound that was learnt, so that it may go on.
    boolean cut(RoutedTarget target, ObjectNode answer) {
        return sizing.shortened(target) && body(target).endedAtBound(answer);
    }

    ModelRequest requestFor(RoutedTarget target, boolean stream) {
        ModelBody bounded = body(target).bounded(sizing.maxTokens(target), tenant.id());
        return new ModelRequest(
                tenant.id(),
                guardrail
                        .map(applied -> bounded.guarded(applied, target.target(), stream))
                        .orElse(bounded),
                guardrail,
                stream);
    }

    /// Takes note that the API by which this target was asked is not there.
    ///
    /// @return whether it is asked by another one from now on
    boolean lacks(RoutedTarget target, Instant now) {
        ModelApi asked = body(target).operation(call.stream()).api();
        missing.note(target, asked, now);
        return body(target).operation(call.stream()).api() != asked;
    }

    /// The request as it is put to a candidate of the plan: where its Region lacks an API, by the next one;
    /// what goes on from what is stored has no other.
    ///
    /// @throws IllegalStateException if it cannot be put to that model, so that the target is no candidate
    ModelBody body(RoutedTarget target) {
        if (call.only().isPresent() || missing.of(target).isEmpty()) {
            return planned(target);
        }
        ModelCard left = missing.left(target);
        BodyChoice choice = call.bodies().of(left);
        return choice instanceof BodyChoice.Spoken(ModelBody body) && carries(left, body) ? body : planned(target);
    }

    private boolean carries(ModelCard model, ModelBody body) {
        return model.apis().contains(body.operation(false).api())
                && model.features().containsAll(body.needs())
                && (!call.stream() || body.streamedBy(model));
    }

    private ModelBody planned(RoutedTarget target) {
        return switch (call.bodies().of(target.profile().model())) {
            case BodyChoice.Spoken(ModelBody body) -> body;
            case BodyChoice.NotSpoken(String why) ->
                throw new IllegalStateException(target.target().label() + " is no candidate: " + why);
        };
    }
}
