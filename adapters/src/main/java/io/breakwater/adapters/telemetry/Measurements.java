package io.breakwater.adapters.telemetry;

import static io.breakwater.naming.Metrics.ADMITTED_LOCALLY;
import static io.breakwater.naming.Metrics.ANSWERS;
import static io.breakwater.naming.Metrics.ATTEMPTS;
import static io.breakwater.naming.Metrics.BROKEN_STREAMS;
import static io.breakwater.naming.Metrics.CLOSED_QUOTAS;
import static io.breakwater.naming.Metrics.DEFECTS;
import static io.breakwater.naming.Metrics.FALLBACKS;
import static io.breakwater.naming.Metrics.FIRST_TOKEN_MILLIS;
import static io.breakwater.naming.Metrics.LOST_SETTLEMENTS;
import static io.breakwater.naming.Metrics.MICRO_USD;
import static io.breakwater.naming.Metrics.OPEN_BREAKERS;
import static io.breakwater.naming.Metrics.QUOTA_USED;
import static io.breakwater.naming.Metrics.RATE_LIMITED;
import static io.breakwater.naming.Metrics.REFUSALS;
import static io.breakwater.naming.Metrics.REFUSED_GUARDRAILS;
import static io.breakwater.naming.Metrics.REQUESTS;
import static io.breakwater.naming.Metrics.SHADOW_REFUSALS;
import static io.breakwater.naming.Metrics.STORE_ERRORS;
import static io.breakwater.naming.Metrics.THROTTLES;
import static io.breakwater.naming.Metrics.TOKENS;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.breakwater.event.GatewayEvent;
import io.breakwater.event.Served;
import io.breakwater.model.Alias;
import io.breakwater.model.ShardId;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.naming.Dimension;
import io.breakwater.naming.Metrics;
import io.breakwater.routing.HealthChange;
import io.breakwater.routing.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// The measurements of each event of the gateway.
///
/// @param aliases the aliases of the environment; other names that clients ask for get no dimension
/// @param tenants the tenants with metrics of their own
record Measurements(Set<Alias> aliases, Predicate<TenantId> tenants) {
    private static final Set<String> THROTTLED =
            Set.of(new Outcome.Throttled(Outcome.Quota.REQUESTS).label(), new Outcome.QuotaSpent().label());

    Measurements {
        aliases = Set.copyOf(aliases);
    }

    List<Measured> of(GatewayEvent event) {
        return switch (event) {
            case GatewayEvent.RequestEnded ended -> ended(ended);
            case GatewayEvent.AttemptEnded attempt -> attempt(attempt);
            case GatewayEvent.BreakersOpen open -> breakers(open);
            case GatewayEvent.QuotaUsed used ->
                tenants.test(used.tenant())
                        ? List.of(new Measured(QUOTA_USED, used.perMillion(), who(used.tenant())))
                        : List.of();
            case GatewayEvent.StoreFailed _, GatewayEvent.TargetsUnknown _ -> List.of(Measured.of(STORE_ERRORS, 1));
            case GatewayEvent.SettlementLost _ ->
                List.of(Measured.of(LOST_SETTLEMENTS, 1), Measured.of(STORE_ERRORS, 1));
            case GatewayEvent.LimitOverlooked overlooked ->
                List.of(new Measured(
                        SHADOW_REFUSALS, 1, and(who(overlooked.tenant()), Dimension.LIMIT, overlooked.limit())));
            case GatewayEvent.AdmittedLocally local -> List.of(new Measured(ADMITTED_LOCALLY, 1, who(local.tenant())));
            case GatewayEvent.TargetChanged changed -> changed(changed);
            case GatewayEvent.GuardrailRefused _ -> List.of(Measured.of(REFUSED_GUARDRAILS, 1));
            case GatewayEvent.Defect defect ->
                defect.last() ? List.of(Measured.of(DEFECTS, 1), Objective.missed()) : List.of(Measured.of(DEFECTS, 1));
        };
    }

    private Map<Dimension, String> who(TenantId tenant) {
        return tenants.test(tenant) ? Map.of(Dimension.TENANT, tenant.value()) : Map.of();
    }

    private static List<Measured> changed(GatewayEvent.TargetChanged changed) {
        return changed.change().equals(HealthChange.Kind.QUOTA_CLOSED.label())
                ? List.of(Measured.of(CLOSED_QUOTAS, 1))
                : List.of();
    }

    private static List<Measured> attempt(GatewayEvent.AttemptEnded attempt) {
        Map<Dimension, String> place = Map.of(
                Dimension.SHARD, attempt.target().shard().value(),
                Dimension.REGION, attempt.target().source().value());
        Map<Dimension, String> all = new EnumMap<>(place);
        all.put(Dimension.OUTCOME, attempt.outcome());
        long throttled = THROTTLED.contains(attempt.outcome()) ? 1 : 0;
        return List.of(new Measured(ATTEMPTS, 1, all), new Measured(THROTTLES, throttled, place));
    }

    private static List<Measured> breakers(GatewayEvent.BreakersOpen open) {
        Map<ShardId, Long> byShard = open.targets().stream().collect(groupingBy(Target::shard, counting()));
        return byShard.entrySet().stream()
                .map(shard -> new Measured(
                        OPEN_BREAKERS,
                        shard.getValue(),
                        Map.of(Dimension.SHARD, shard.getKey().value())))
                .toList();
    }

    private List<Measured> ended(GatewayEvent.RequestEnded ended) {
        Map<Dimension, String> who = who(ended.tenant());
        Map<Dimension, String> asked = new EnumMap<>(Dimension.class);
        ended.alias().filter(aliases::contains).ifPresent(alias -> asked.put(Dimension.MODEL, alias.value()));
        Map<Dimension, String> both = new EnumMap<>(asked);
        both.putAll(who);
        List<Measured> all = new ArrayList<>();
        all.add(new Measured(REQUESTS, 1, both));
        charged(ended.served(), both, all);
        Objective.of(ended).ifPresent(all::add);
        ended.served()
                .target()
                .ifPresentOrElse(
                        target -> {
                            answered(ended.served(), both, all);
                            all.add(new Measured(FALLBACKS, ended.served().tier() > 1 ? 1 : 0, asked));
                            broken(ended, target, all);
                        },
                        () -> refused(ended, who, all));
        return all;
    }

    /// Measures the charge; calls that were given up may be billed even if no target answered.
    private static void charged(Served served, Map<Dimension, String> both, List<Measured> all) {
        if (served.target().isPresent() || served.nanoUsd() > 0) {
            all.add(new Measured(MICRO_USD, served.nanoUsd(), both));
        }
    }

    private static void answered(Served served, Map<Dimension, String> both, List<Measured> all) {
        all.add(new Measured(ANSWERS, 1, both));
        all.add(new Measured(TOKENS, served.usage().total(), both));
        served.firstToken().ifPresent(first -> all.add(new Measured(FIRST_TOKEN_MILLIS, first.toMillis(), both)));
    }

    private static void broken(GatewayEvent.RequestEnded ended, Target target, List<Measured> all) {
        if (ended.ending().equals(GatewayEvent.RequestEnded.BROKEN)) {
            all.add(new Measured(
                    BROKEN_STREAMS, 1, Map.of(Dimension.SHARD, target.shard().value())));
        }
    }

    private static void refused(GatewayEvent.RequestEnded ended, Map<Dimension, String> who, List<Measured> all) {
        all.add(new Measured(REFUSALS, 1, and(who, Dimension.REASON, ended.ending())));
        ended.limit().ifPresent(limit -> all.add(new Measured(RATE_LIMITED, 1, and(who, Dimension.LIMIT, limit))));
    }

    private static Map<Dimension, String> and(Map<Dimension, String> some, Dimension dimension, String value) {
        Map<Dimension, String> more = new EnumMap<>(Dimension.class);
        more.putAll(some);
        more.put(dimension, value);
        return more;
    }

    /// The measurement of a refused key, which has only a reason.
    static Measured keyRefused(String reason) {
        return new Measured(Metrics.KEYS_REFUSED, 1, Map.of(Dimension.REASON, reason));
    }
}
