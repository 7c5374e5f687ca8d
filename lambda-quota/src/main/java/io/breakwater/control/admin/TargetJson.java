package io.breakwater.control.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.control.usage.UsageReport;
import io.breakwater.model.Capacity;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import io.breakwater.model.Topology;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.routing.Drain;
import io.breakwater.routing.KnownOfTarget;
import io.breakwater.routing.LeftOut;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Targets in the form for operators, without account numbers.
final class TargetJson {
    private static final String READY = "ready";
    private static final String DRAINED = "drained";

    /// The target's own members.
    static ObjectNode named(Target target) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("target", target.label())
                .put("shard", target.shard().value())
                .put("region", target.source().value())
                .put("profile", target.profile().value());
    }

    /// The places of the target: every alias and tier.
    static ArrayNode places(Target target, Topology topology) {
        ArrayNode places = JsonNodeFactory.instance.arrayNode();
        topology.routes().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(route -> route.getValue().tiers().stream()
                        .filter(tier -> tier.targets().stream()
                                .anyMatch(routed -> routed.target().equals(target)))
                        .forEach(tier -> places.addObject()
                                .put("alias", route.getKey().value())
                                .put("tier", tier.number())));
        return places;
    }

    /// Its state in one word, since when and why. A drain overrides its health.
    static ObjectNode state(KnownOfTarget known, Optional<Drain> drain) {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        if (drain.isPresent()) {
            return ends(
                            state.put("state", DRAINED),
                            drain.get().since(),
                            drain.get().until())
                    .put("times", 1)
                    .put("decidedBy", drain.get().by())
                    .put("why", "an operator has drained " + drain.get().name());
        }
        return known.decisive().map(TargetJson::leftOut).orElseGet(() -> state.put("state", READY));
    }

    static ObjectNode leftOut(LeftOut out) {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("state", out.state().label());
        return ends(json, out.since(), Optional.of(out.until()))
                .put("times", out.times())
                .put("decidedBy", out.by())
                .put("why", out.why());
    }

    private static ObjectNode ends(ObjectNode json, Instant since, Optional<Instant> until) {
        return json.put("since", since.toString())
                .put("until", until.map(Instant::toString).orElse(null));
    }

    /// Everything that is known about it: its own state and that of the quotas of the day and of the
    /// account's credentials, by their scope.
    static ArrayNode known(KnownOfTarget known) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        known.own().ifPresent(out -> all.add(leftOut(out).put("of", "target")));
        known.modelDay().ifPresent(out -> all.add(leftOut(out).put("of", "day-of-model")));
        known.accountDay().ifPresent(out -> all.add(leftOut(out).put("of", "day-of-account")));
        known.session().ifPresent(out -> all.add(leftOut(out).put("of", "session-of-account")));
        return all;
    }

    /// What is left in its ledger; null if no capacity is known or learned, since there is no count
    /// then.
    static JsonNode headroom(RoutedTarget target, LedgerStatus status) {
        boolean unknown = target.capacity().equals(Capacity.UNKNOWN);
        if (unknown && status.requests().limit() == 0) {
            return NullNode.getInstance();
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("requestsPerMinute", UsageReport.rate(ofMinute(status)));
        json.set("tokensPerMinute", UsageReport.rate(status.tokens()));
        return json.put("inFlight", status.inFlight()).put("learned", unknown);
    }

    /// What is left of a learned limit, scaled to the minute: only a tenth of it may be used at once,
    /// but an idle target should show all of it as left.
    private static LedgerStatus.Rate ofMinute(LedgerStatus status) {
        LedgerStatus.Rate rate = status.requests();
        if (rate.limit() == 0) {
            return rate;
        }
        long left = rate.remaining() * 100 / status.limits().burstPercent();
        return new LedgerStatus.Rate(rate.limit(), Math.min(rate.limit(), left), rate.reset());
    }

    private TargetJson() {}
}
