package io.breakwater.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.ModelNames;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import io.breakwater.model.Topology;
import io.breakwater.quota.Demand;
import io.breakwater.routing.Ask;
import io.breakwater.routing.Candidate;
import io.breakwater.routing.Plan;
import io.breakwater.routing.Planner;
import java.time.Instant;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// From a decoded request to a plan and what it may cost at most. It reserves nothing.
public final class Preparation {
    private final Topology topology;
    private final Planner planner;
    private final ToLongFunction<ObjectNode> inputEstimate;

    /// @param inputEstimate the input tokens of a canonical body
    public Preparation(Topology topology, Planner planner, ToLongFunction<ObjectNode> inputEstimate) {
        this.topology = topology;
        this.planner = planner;
        this.inputEstimate = inputEstimate;
    }

    Prepared prepare(Tenant tenant, ModelCall call, Instant now) {
        Optional<Route> route = topology.route(tenant, call.alias());
        if (route.isEmpty()) {
            return new Prepared.Refused(ModelNames.notFound());
        }
        Sizing sizing = Sizing.of(call, route.get(), tenant, inputEstimate.applyAsLong(call.converse()));
        Ask ask = new Ask(tenant, call.needs(), sizing.inputTokens(), sizing.maxTokens());
        Plan plan = planner.plan(route.get(), ask, now);
        return new Prepared.Ready(tenant, call, sizing, plan, worstCase(tenant, plan, sizing));
    }

    private static Demand worstCase(Tenant tenant, Plan plan, Sizing sizing) {
        long tokens = 0;
        long microUsd = 0;
        for (Candidate candidate : plan.candidates()) {
            RoutedTarget target = candidate.routed();
            long output = sizing.maxTokens(target);
            tokens = Math.max(tokens, sizing.inputTokens() + output * Sizing.burndown(tenant, target));
            microUsd = Math.max(microUsd, target.profile().price().ceilingMicroUsd(sizing.inputTokens(), output));
        }
        return new Demand(tokens, microUsd);
    }
}
