package io.breakwater.call;

import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.ModelNames;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.model.ModelCard;
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
import java.time.Instant;
import java.util.Optional;

/// From a decoded request to a plan and what it may cost at most. It reserves nothing.
public final class Preparation {
    private final Topology topology;
    private final Planner planner;
    private final InputEstimates estimates;

    public Preparation(Topology topology, Planner planner, InputEstimates estimates) {
        this.topology = topology;
        this.planner = planner;
        this.estimates = estimates;
    }

    Prepared prepare(Tenant tenant, ModelCall call, Instant now) {
        Optional<Route> route = topology.route(tenant, call.alias());
        if (route.isEmpty()) {
            return new Prepared.Refused(ModelNames.notFound(call.alias().value()));
        }
        InputEstimates.Estimate input = estimates.of(call.bodies(), tenant.id(), route.get());
        long most = planner.mostTokens(route.get(), tenant.priority());
        Sizing sizing = Sizing.of(call, route.get(), tenant, input.tokens(), most);
        RoutingRequest request = new RoutingRequest(
                tenant,
                model -> asked(call.bodies().of(model), model),
                call.stream(),
                sizing.inputTokens(),
                sizing::maxTokens);
        Plan plan = planner.plan(route.get(), request, now);
        return new Prepared.Ready(tenant, call, sizing, plan, worstCase(tenant, plan, sizing), input.untaught());
    }

    private static Asked asked(BodyChoice body, ModelCard model) {
        return switch (body) {
            case BodyChoice.Spoken(ModelBody spoken) -> new Asked.Spoken(spoken.needs(), spoken.streamedBy(model));
            case BodyChoice.NotSpoken(String why) -> new Asked.NotSpoken(why);
        };
    }

    /// Takes note of what the model that answered reports of the request.
    void learn(Prepared.Ready ready, RoutedTarget answeredBy, TokenUsage reported) {
        estimates.learn(ready.tenant().id(), answeredBy.profile().model().id(), ready.untaughtInput(), reported);
    }

    private static LedgerAmount worstCase(Tenant tenant, Plan plan, Sizing sizing) {
        return plan.candidates().stream()
                .map(candidate -> sizing.worstCase(tenant, candidate.routed()))
                .reduce(LedgerAmount.NONE, LedgerAmount::atLeast);
    }
}
