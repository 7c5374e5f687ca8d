package io.breakwater.call;

import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelId;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import io.breakwater.model.Terms;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.routing.SecondRun;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/// The size of a request before it is sent: the estimate of its input and the bound on its answer.
///
/// @param inputTokens the estimate of the input
/// @param maxTokens the bound on the answer, before any model's own
/// @param from where the bound comes from
/// @param asked whether the caller named a bound
/// @param cachesForHours whether a model is asked to write to its cache for an hour; to find that out, all of the
/// request is read
/// @param bodies what each model of the route is asked that can be
/// @param learned by model, the bound learned from earlier answers; sent if it is the smaller one
record Sizing(
        long inputTokens,
        long maxTokens,
        Bound from,
        boolean asked,
        boolean cachesForHours,
        Map<ModelId, ModelBody> bodies,
        Map<ModelId, Long> learned) {
    /// A default bound is not lowered below this to fit a model's context: a model with less room is left
    /// out.
    private static final long LEAST_OF_CONTEXT = 1_024;

    /// Who set the bound on the answer; the caller sees it in `x-breakwater-max-tokens`. The default is the plan's or
    /// the alias's.
    enum Bound {
        CLIENT("client"),
        DEFAULT("default"),
        TENANT_LIMIT("tenant-limit"),
        MODEL_LIMIT("model-limit"),
        LEARNED("learned");

        private final String label;

        Bound(String label) {
            this.label = label;
        }
    }

    Sizing {
        bodies = Map.copyOf(bodies);
        learned = Map.copyOf(learned);
    }

    /// @param mostOfATarget the most tokens that any target of the route takes at once
    static Sizing of(ModelCall call, Route route, Tenant tenant, long inputTokens, long mostOfATarget) {
        boolean asked = call.maxTokens().isPresent();
        long bound = call.maxTokens().orElse(tenant.terms().output().maxTokens(route));
        long most = tenant.maxTokens().orElse(Long.MAX_VALUE);
        if (!asked) {
            most = Math.min(most, room(tenant, route, inputTokens));
            most = Math.min(most, room(mostOfATarget, inputTokens, 1));
        }
        Bound usual = asked ? Bound.CLIENT : Bound.DEFAULT;
        Map<ModelId, ModelBody> bodies = bodies(call, route);
        return new Sizing(
                inputTokens,
                Math.min(bound, most),
                bound > most ? Bound.TENANT_LIMIT : usual,
                asked,
                bodies.values().stream().anyMatch(ModelBody::cachesForHours),
                bodies,
                Map.of());
    }

    private static Map<ModelId, ModelBody> bodies(ModelCall call, Route route) {
        Map<ModelId, ModelBody> bodies = new HashMap<>();
        route.models().forEach(model -> {
            if (call.bodies().of(model) instanceof BodyChoice.Spoken(ModelBody body)) {
                bodies.put(model.id(), body);
            }
        });
        return bodies;
    }

    /// The same with learned bounds.
    Sizing learned(Map<ModelId, Long> bounds) {
        return new Sizing(inputTokens, maxTokens, from, asked, cachesForHours, bodies, bounds);
    }

    /// The same with another input.
    Sizing ofInput(long tokens) {
        return new Sizing(tokens, maxTokens, from, asked, cachesForHours, bodies, learned);
    }

    /// The same without learned bounds, for a second run.
    Sizing full() {
        return learned(Map.of());
    }

    /// A default bound is at most what the tenant's limits leave, so that it does not make every request
    /// of a small tenant too large.
    private static long room(Tenant tenant, Route route, long inputTokens) {
        Terms terms = tenant.terms();
        return Math.min(
                room(terms.largestOfMinute(), inputTokens, dearest(route, target -> burndown(tenant, target))),
                room(terms.largestOfDay(), inputTokens, dearest(route, Sizing::burndown)));
    }

    private static long room(long largest, long inputTokens, long burndown) {
        return largest > inputTokens ? Math.max(1, (largest - inputTokens) / burndown) : Long.MAX_VALUE;
    }

    /// The highest cost of one output token in a reservation, over the targets of the route.
    private static long dearest(Route route, ToLongFunction<RoutedTarget> burndown) {
        return route.targets().mapToLong(burndown).max().orElse(1);
    }

    /// The most that a call to this target may cost the tenant. Against the limit of the day, the most
    /// that may be settled is reserved: unlike the minute, a day has no burst to protect, and its count
    /// does not drain.
    LedgerAmount worstCase(Tenant tenant, RoutedTarget target) {
        long output = maxTokens(target);
        return new LedgerAmount(
                inputTokens + output * burndown(tenant, target),
                target.profile().price().ceilingNanoUsd(inputTokens, output, cachesForHours),
                inputTokens + output * burndown(target));
    }

    private static long burndown(Tenant tenant, RoutedTarget target) {
        return tenant.terms().reserveBurndown() ? burndown(target) : 1;
    }

    private static long burndown(RoutedTarget target) {
        return target.profile().model().burndown();
    }

    /// The bound for one target: never more than its model can write.
    long maxTokens(RoutedTarget target) {
        return maxTokens(target.profile().model());
    }

    /// What is reserved is what is sent: a language may have a least and a most.
    long maxTokens(ModelCard model) {
        return sent(model, Math.min(fullTokens(model), learned.getOrDefault(model.id(), Long.MAX_VALUE)));
    }

    private long sent(ModelCard model, long maxTokens) {
        ModelBody body = bodies.get(model.id());
        return body == null ? maxTokens : body.sentBound(maxTokens);
    }

    /// Whether a learned bound makes the bound smaller than it would be.
    boolean shortened(RoutedTarget target) {
        ModelCard model = target.profile().model();
        return maxTokens(model) < sent(model, fullTokens(model));
    }

    /// A default bound is cut to what the input leaves of the model's context, so that it is no reason
    /// to leave the model out.
    private long fullTokens(ModelCard model) {
        long most = Math.min(maxTokens, model.maxOutputTokens());
        return asked ? most : Math.min(most, Math.max(LEAST_OF_CONTEXT, model.contextTokens() - inputTokens));
    }

    /// The bound and its origin, for the caller: `1024; from=default`.
    String describe(RoutedTarget target) {
        return maxTokens(target) + "; from=" + origin(target).label;
    }

    /// The same for an answer that ended at a learned bound, with the result of its second run.
    String describe(RoutedTarget target, SecondRun second) {
        Sizing sent = second == SecondRun.DONE ? full() : this;
        return sent.describe(target) + (second == SecondRun.NONE ? "" : "; second-run=" + second.label());
    }

    private Bound origin(RoutedTarget target) {
        if (shortened(target)) {
            return Bound.LEARNED;
        }
        return maxTokens(target) < maxTokens ? Bound.MODEL_LIMIT : from;
    }
}
