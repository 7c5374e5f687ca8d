package io.breakwater.fleet;

import io.breakwater.call.DataPlane;
import io.breakwater.call.Disclosure;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.AnswerModel;
import io.breakwater.model.Shares;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.RoutingRules;
import io.breakwater.settings.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The gateway with an environment's own settings, and its last event about each user's request: the
/// last try of the SDK counts.
final class RequestTally implements Variant {
    private final Settings settings;
    private final Map<String, Told> requests = new HashMap<>();
    private final List<Throttled> throttles = new ArrayList<>();

    RequestTally(Settings settings) {
        this.settings = settings;
    }

    /// One user's request.
    ///
    /// @param arrived when its first try arrived
    record Told(Instant arrived, GatewayEvent.RequestEnded last) {}

    /// A call that Bedrock throttled.
    record Throttled(TenantId tenant, Instant at) {}

    @Override
    public DataPlane.Rules rules(DataPlane.Rules rules) {
        Shares shares = settings.priorities()
                .among(rules.topology().tenants().values().stream()
                        .map(Tenant::priority)
                        .collect(Collectors.toSet()));
        RoutingRules usual = RoutingRules.DEFAULT;
        return new DataPlane.Rules(
                rules.topology(),
                () -> shares,
                settings.expectedCopies(),
                new RoutingRules(
                        usual.attempts(),
                        usual.abandoned(),
                        usual.leastTime(),
                        settings.timeouts().firstToken(),
                        settings.timeouts().idle(),
                        usual.throttleBackoff()),
                new Disclosure(true, AnswerModel.ANSWERED));
    }

    @Override
    public void told(GatewayEvent event) {
        switch (event) {
            case GatewayEvent.RequestEnded ended when FleetClient.isOfLoad(ended.requestId()) -> ended(ended);
            case GatewayEvent.AttemptEnded attempt
            when isThrottle(attempt.outcome()) -> throttles.add(new Throttled(attempt.tenant(), attempt.at()));
            case GatewayEvent _ -> {}
        }
    }

    private void ended(GatewayEvent.RequestEnded ended) {
        Instant arrived = ended.at().minus(ended.took());
        requests.merge(
                FleetClient.request(ended.requestId()),
                new Told(arrived, ended),
                (before, now) -> new Told(before.arrived(), now.last()));
    }

    private static boolean isThrottle(String outcome) {
        return outcome.equals(new Outcome.Throttled(Outcome.Quota.REQUESTS).label())
                || outcome.equals(new Outcome.QuotaSpent().label());
    }

    /// The requests that arrived in this span.
    List<GatewayEvent.RequestEnded> arrived(Instant from, Instant until) {
        return requests.values().stream()
                .filter(told -> isIn(told.arrived(), from, until))
                .map(Told::last)
                .toList();
    }

    List<TenantId> throttled(Instant from, Instant until) {
        return throttles.stream()
                .filter(one -> isIn(one.at(), from, until))
                .map(Throttled::tenant)
                .toList();
    }

    private static boolean isIn(Instant at, Instant from, Instant until) {
        return !at.isBefore(from) && at.isBefore(until);
    }
}
