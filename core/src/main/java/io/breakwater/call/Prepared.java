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
import io.breakwater.model.Target;
import io.breakwater.model.Tenant;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.routing.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A request that is ready to be admitted: its call, its plan, and what it may cost.
///
/// @param demand the highest cost over the targets that may be called; the tenant's ledger holds it while the request
/// runs
/// @param untaughtInput the estimate of the input, uncorrected
/// @param guardrail the guardrail that checks prompt and answer
/// @param missing the APIs that Regions lack, as this request sees them
/// @param sealed the targets that cannot read the thinking in it; noted while it runs
record Prepared(
        Tenant tenant,
        ModelCall call,
        Sizing sizing,
        Plan plan,
        LedgerAmount demand,
        long untaughtInput,
        Optional<AppliedGuardrail> guardrail,
        MissingApis missing,
        Set<Target> sealed) {

    /// The model calls of this request: itself, or one for each batch of texts to embed.
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
        Prepared part = new Prepared(tenant, own, sizing, plan, demand, untaughtInput, guardrail, missing, sealed);
        long untaught = part.body(target).inputTokens();
        long tokens = Math.ceilDiv(untaught * sizing.inputTokens(), Math.max(1, untaughtInput));
        return new Prepared(tenant, own, sizing.ofInput(tokens), plan, demand, untaught, guardrail, missing, sealed);
    }

    /// The tokens that a call reserves of the target's quota.
    long targetTokens(RoutedTarget target) {
        return sizing.inputTokens() + maxTokens(target);
    }

    /// The most that a call to this target may cost, even if it gives no answer.
    LedgerAmount mayCost(RoutedTarget target) {
        return sizing.worstCase(tenant, target);
    }

    /// The same call to one target with the full bound, where that is longer.
    Prepared inFull(RoutedTarget target) {
        Sizing full = sizing.full();
        return new Prepared(
                tenant, call, full, plan, full.worstCase(tenant, target), untaughtInput, guardrail, missing, sealed);
    }

    /// Whether a whole answer ended at a learned bound, so that the model might have written more.
    boolean cut(RoutedTarget target, ObjectNode answer) {
        return sizing.shortened(target) && body(target).endedAtBound(answer);
    }

    /// The bound that is sent to a target, by whichever API it is asked.
    long maxTokens(RoutedTarget target) {
        return body(target).sentBound(sizing.maxTokens(target));
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

    /// Records that the target lacks the API by which it was asked.
    ///
    /// @return whether the model has another API for this request
    boolean lacks(RoutedTarget target, Instant now) {
        ModelApi asked = body(target).operation(call.stream()).api();
        missing.note(target, asked, now);
        return body(target).operation(call.stream()).api() != asked;
    }

    /// Records that the target cannot read the thinking that comes back with the request.
    ///
    /// @return whether it can be called without
    boolean leavesThoughts(RoutedTarget target) {
        boolean has = body(target).withoutThoughts().isPresent();
        sealed.add(target.target());
        return has;
    }

    /// The request as this candidate gets it: by the preferred API that its Region has. A request that
    /// continues a stored response can use only the API that stored it.
    ///
    /// @throws IllegalStateException if the model has no API for this request, so that the target is no
    /// candidate
    ModelBody body(RoutedTarget target) {
        ModelBody whole = byApi(target);
        return sealed.contains(target.target()) ? whole.withoutThoughts().orElse(whole) : whole;
    }

    private ModelBody byApi(RoutedTarget target) {
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
            case BodyChoice.NotSpoken(String why, var _) ->
                throw new IllegalStateException(target.target().label() + " is no candidate: " + why);
        };
    }
}
