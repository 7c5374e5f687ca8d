package io.breakwater.call;

import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.ModelNames;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Validated;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.CachedPrefix;
import io.breakwater.dialect.body.EmbeddingBodies;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.model.AppliedGuardrail;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelId;
import io.breakwater.model.OutputBound;
import io.breakwater.model.RequestPart;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import io.breakwater.model.TokenUsage;
import io.breakwater.model.Topology;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.routing.Asked;
import io.breakwater.routing.Plan;
import io.breakwater.routing.Planner;
import io.breakwater.routing.RoutingRequest;
import io.breakwater.routing.SecondRun;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Turns a decoded request into a plan and its highest possible cost. It reserves nothing.
public final class Preparation {
    private static final Asked KEEPING = new Asked.Spoken(Set.of(), true);

    private final Topology topology;
    private final Planner planner;
    private final InputEstimates estimates;
    private final LearnedBounds bounds;
    private final MissingApis missing = new MissingApis();

    public Preparation(Topology topology, Planner planner, InputEstimates estimates, LearnedBounds bounds) {
        this.topology = topology;
        this.planner = planner;
        this.estimates = estimates;
        this.bounds = bounds;
    }

    Validated<Prepared> prepare(Tenant tenant, ModelCall call, Instant now) {
        Optional<Route> route = topology.route(tenant, call.alias());
        if (route.isEmpty()) {
            return new Validated.Refused<>(ModelNames.notFound(call.alias().value()));
        }
        Optional<Refusal> lost = lost(route.get(), call);
        if (lost.isPresent()) {
            return new Validated.Refused<>(lost.get());
        }
        return switch (Guarding.of(topology.guardrails(), tenant, call)) {
            case Validated.Refused<Optional<AppliedGuardrail>>(Refusal refusal) -> new Validated.Refused<>(refusal);
            case Validated.Valid<Optional<AppliedGuardrail>>(Optional<AppliedGuardrail> guardrail) ->
                new Validated.Valid<>(ready(tenant, placed(call, guardrail.isPresent()), route.get(), guardrail, now));
        };
    }

    /// A conversation stored at a target that is no longer configured is lost: the request is refused,
    /// rather than answered without its history.
    private static Optional<Refusal> lost(Route route, ModelCall call) {
        return call.only()
                .filter(label -> route.targets()
                        .noneMatch(target -> target.target().label().equals(label)))
                .map(_ -> Refusal.responseNotFound(
                        "the response that the request continues is stored in an account that this gateway no longer"
                                + " calls; send the whole conversation in input, without previous_response_id",
                        Optional.of("previous_response_id")));
    }

    /// The one candidate that has stored what the call names, or why there is none.
    Plan keeper(Tenant tenant, ModelCall call, Instant now) {
        return topology.route(tenant, call.alias())
                .map(route -> planner.plan(
                        route,
                        new RoutingRequest(
                                tenant,
                                _ -> KEEPING,
                                false,
                                0,
                                _ -> 0,
                                Optional.empty(),
                                OptionalLong.empty(),
                                call.only()),
                        now))
                .orElse(new Plan(List.of(), List.of()));
    }

    /// The call, limited to the APIs in which Bedrock can be told everything that the settings require,
    /// and decided once for each model.
    private ModelCall placed(ModelCall call, boolean guarded) {
        ModelCall named = topology.namesTenants() ? call.naming() : call;
        return (guarded ? named.guarded() : named).decided();
    }

    /// The stored part of a conversation was counted, or estimated and corrected, when it was stored.
    private long taught(long untaught, Tenant tenant, ModelCall call, Route route) {
        long stored = Math.min(untaught, InputEstimates.stored(call.bodies(), route));
        return stored + estimates.learned(untaught - stored, tenant.id(), route);
    }

    private Prepared ready(
            Tenant tenant, ModelCall call, Route route, Optional<AppliedGuardrail> guardrail, Instant now) {
        long untaught = estimates.untaught(call.bodies(), route);
        long tokens = taught(untaught, tenant, call, route);
        long most = planner.mostTokens(route, tenant.priority());
        Sizing sizing = Sizing.of(call, route, tenant, tokens, most).learned(learned(tenant, call, route));
        RoutingRequest request = new RoutingRequest(
                tenant,
                model -> asked(call.bodies().of(model), model),
                call.stream(),
                ofOneText(call) ? 0 : sizing.inputTokens(),
                sizing::maxTokens,
                guardrail,
                cachedPrefix(tenant, call, route),
                call.only());
        Plan plan = planner.plan(route, request, now);
        return new Prepared(
                tenant,
                call,
                sizing,
                plan,
                worstCase(tenant, plan, sizing),
                untaught,
                guardrail,
                missing.at(now),
                ConcurrentHashMap.newKeySet());
    }

    /// The hash of the request's cached prefix; requests of one tenant that share it prefer the same
    /// target.
    private static OptionalLong cachedPrefix(Tenant tenant, ModelCall call, Route route) {
        Optional<ModelBody> body = route.models()
                .flatMap(model -> call.bodies().of(model) instanceof BodyChoice.Spoken(ModelBody spoken)
                        ? Stream.of(spoken)
                        : Stream.empty())
                .findFirst();
        OptionalLong key = body.map(spoken -> CachedPrefix.key(spoken.json(), call.session()))
                .orElse(OptionalLong.empty());
        return key.isPresent()
                ? OptionalLong.of(key.getAsLong() ^ tenant.id().value().hashCode())
                : key;
    }

    /// Whether sizes count for one text alone: each embedded text has the model's whole context, and
    /// each batch has a reservation of its own.
    private static boolean ofOneText(ModelCall call) {
        return call.bodies() instanceof EmbeddingBodies;
    }

    /// A stream cannot be run again, so it always has the full bound. So has a model that is asked to
    /// think, since a bound below its budget for thinking is refused.
    private Map<ModelId, Long> learned(Tenant tenant, ModelCall call, Route route) {
        if (call.stream() || !learns(tenant, call, route)) {
            return Map.of();
        }
        Map<ModelId, Long> learned = new HashMap<>();
        route.models()
                .filter(model -> !thinks(call.bodies().of(model)))
                .map(ModelCard::id)
                .forEach(model -> bounds.bound(tenant.id(), model).ifPresent(bound -> learned.put(model, bound)));
        return learned;
    }

    private static boolean learns(Tenant tenant, ModelCall call, Route route) {
        return call.maxTokens().isEmpty() && tenant.terms().output().bound(route) == OutputBound.LEARNED;
    }

    private static boolean thinks(BodyChoice body) {
        return body instanceof BodyChoice.Spoken(ModelBody spoken)
                && spoken.needs().contains(Feature.THINKING);
    }

    private static Asked asked(BodyChoice body, ModelCard model) {
        return switch (body) {
            case BodyChoice.Spoken(ModelBody spoken) -> new Asked.Spoken(spoken.needs(), spoken.streamedBy(model));
            case BodyChoice.NotSpoken(String why, Optional<RequestPart> about) -> new Asked.NotSpoken(why, about);
        };
    }

    /// Learns from the input tokens that the model reported. The stored part of a conversation is left
    /// out: its size says nothing about how the tenant writes.
    void learn(Prepared ready, RoutedTarget answeredBy, TokenUsage reported) {
        if (ready.call().only().isEmpty()) {
            estimates.learn(ready.tenant().id(), answeredBy.profile().model().id(), ready.untaughtInput(), reported);
        }
    }

    /// Records the length of the answer if its caller set no bound and bounds are learned. An answer
    /// that was cut counts as twice its bound.
    void learnLength(Prepared ready, RoutedTarget answeredBy, TokenUsage reported, SecondRun second, Instant now) {
        boolean learns = topology.route(ready.tenant(), ready.call().alias())
                .filter(route -> learns(ready.tenant(), ready.call(), route))
                .isPresent();
        if (learns) {
            boolean whole = second == SecondRun.NONE || second == SecondRun.DONE;
            bounds.learn(
                    ready.tenant().id(),
                    answeredBy.profile().model().id(),
                    whole ? reported.output() : 2 * reported.output(),
                    second != SecondRun.NONE,
                    now);
        }
    }

    /// Records for later requests that a target's Region lacks an API.
    void lacks(RoutedTarget target, ModelApi api, Instant now) {
        missing.note(target, api, now);
    }

    /// A target that is probed in need may be the dearest.
    private static LedgerAmount worstCase(Tenant tenant, Plan plan, Sizing sizing) {
        return Stream.concat(plan.candidates().stream(), plan.inNeed().stream())
                .map(candidate -> sizing.worstCase(tenant, candidate.routed()))
                .reduce(LedgerAmount.NONE, LedgerAmount::atLeast);
    }
}
