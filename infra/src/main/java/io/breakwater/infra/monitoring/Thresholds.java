package io.breakwater.infra.monitoring;

import io.breakwater.naming.Dimension;
import io.breakwater.naming.Metrics;
import io.breakwater.settings.Alarms;
import io.breakwater.settings.Reserved;
import io.breakwater.settings.Shard;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;

/// The alarms for causes that do not (yet) violate the objective itself. `docs/monitoring.md` says at
/// length what to do.
///
/// @param shards each of which is also watched by itself
/// @param reserved the functions' reserved concurrency
record Thresholds(MetricSource source, Alarms alarms, List<Shard> shards, Optional<Reserved> reserved) {
    private static final Duration MINUTE = Duration.minutes(1);
    private static final Duration FIVE = Duration.minutes(5);
    private static final Duration QUARTER = Duration.minutes(15);
    private static final Duration HOUR = Duration.hours(1);
    private static final Duration DAY = Duration.days(1);

    List<Threshold> all() {
        return Stream.of(bedrock(), shardThrottles(), tenants(), spend(), ledger(), functions(), reservations())
                .flatMap(List::stream)
                .toList();
    }

    private List<Threshold> bedrock() {
        return List.of(
                new Threshold(
                        "throttles",
                        "Bedrock throttles more calls than planned. Look at the dashboard's row 'where' for the shard;"
                                + " raise its quotas, lower the capacity in the configuration, or add a shard.",
                        source.ratio(Metrics.THROTTLES, Metrics.ATTEMPTS, FIVE),
                        alarms.throttleRatio(),
                        Persistence.lasting(3)),
                new Threshold(
                        "fallbacks",
                        "A lower tier gives more of the answers than planned. See why the first tier is left out:"
                                + " throttles, open breakers, or no headroom.",
                        source.ratio(Metrics.FALLBACKS, Metrics.ANSWERS, FIVE),
                        alarms.fallbackRatio(),
                        Persistence.lasting(3)),
                new Threshold(
                        "breaker-open",
                        "A target has been left out for minutes because its calls fail. The router's log has its last"
                                + " outcomes; see AWS Health for Bedrock in its Region.",
                        source.highest(Metrics.OPEN_BREAKERS, MINUTE),
                        1,
                        Persistence.mostly(4, 5)),
                new Threshold(
                        "broken-streams",
                        "Answers break off after their first content, so they cannot be retried. The router's log has"
                                + " the cause, in detail of AttemptEnded, and the target.",
                        source.ratio(Metrics.BROKEN_STREAMS, Metrics.ANSWERS, FIVE),
                        alarms.brokenStreamRatio(),
                        Persistence.lasting(3)),
                new Threshold(
                        "closed-quotas",
                        "Bedrock reports that a daily quota is used up, so one model or all models of an account are"
                                + " left out. gatewayctl targets shows which; ask AWS for more, or add a shard.",
                        source.sum(Metrics.CLOSED_QUOTAS, FIVE),
                        alarms.closedQuotas(),
                        Persistence.ONCE),
                new Threshold(
                        "refused-guardrails",
                        "Bedrock does not know a guardrail of the configuration, or does not let an account apply it."
                                + " Find event=GuardrailRefused in the router's log: it names the guardrail and where.",
                        source.sum(Metrics.REFUSED_GUARDRAILS, FIVE),
                        1,
                        Persistence.ONCE));
    }

    private List<Threshold> shardThrottles() {
        return shards.stream().map(this::throttles).toList();
    }

    private Threshold throttles(Shard shard) {
        String id = shard.id().value();
        return new Threshold(
                "throttles-shard-" + id,
                "Bedrock throttles account " + shard.account() + " (shard " + id + ") more than planned: its quotas are"
                        + " lower than the configuration says, or somebody else uses them too.",
                source.ratio(Metrics.THROTTLES, Metrics.ATTEMPTS, Map.of(Dimension.SHARD, id), FIVE),
                alarms.throttleRatio(),
                Persistence.lasting(3));
    }

    private List<Threshold> tenants() {
        return List.of(new Threshold(
                "quota-near-end",
                "A tenant has nearly used up its daily or monthly limit, after which it is refused. The dashboard's"
                        + " row 'who' shows which: ask whether this is intended, or give it a larger plan.",
                source.highest(Metrics.QUOTA_USED, QUARTER),
                alarms.quotaUsed(),
                Persistence.ONCE_AND_STAYS));
    }

    private List<Threshold> spend() {
        if (alarms.microUsdPerDay() == 0) {
            return List.of();
        }
        return List.of(new Threshold(
                "spend",
                "The models cost more in a day than planned, by list prices. The dashboard's row 'who' shows the"
                        + " tenant: lower its plan's usdPerMonth, or suspend its key.",
                source.usd(DAY),
                BigDecimal.valueOf(alarms.microUsdPerDay(), 6).doubleValue(),
                Persistence.ONCE));
    }

    /// The alarms of the ledger. Single lost settlements and slow writes heal by themselves; many of
    /// them do not.
    private List<Threshold> ledger() {
        return List.of(
                new Threshold(
                        "ledger-drift",
                        "Settlements get lost, so tenants remain charged for their reservations until the ledger drops"
                                + " these. See the quota table's throttles and latency.",
                        source.sum(Metrics.LOST_SETTLEMENTS, FIVE),
                        alarms.lostSettlements(),
                        Persistence.lasting(2)),
                new Threshold(
                        "leaks",
                        "Requests end without settling, so tenants remain charged for their reservations. See the"
                                + " router's log for invocations that ran out of time or memory.",
                        source.sum(Metrics.LEAKED_TOKENS, HOUR),
                        alarms.leakedTokens(),
                        Persistence.ONCE),
                new Threshold(
                        "store-errors",
                        "DynamoDB does not accept the ledger's writes in time: tenants are refused, or served"
                                + " unmetered if so configured. See AWS Health, and the quota table's throttles.",
                        source.sum(Metrics.STORE_ERRORS, MINUTE),
                        alarms.storeErrors(),
                        Persistence.lasting(3)));
    }

    private List<Threshold> functions() {
        List<Threshold> all = new ArrayList<>(routing());
        all.add(new Threshold(
                "authorizer-errors",
                "API keys cannot be checked, so only callers with a cached check are admitted. See the authorizer's"
                        + " log: it must be able to read the keys table and the pepper.",
                source.sum(Metrics.KEYS_UNCHECKED, MINUTE),
                alarms.keysUnchecked(),
                Persistence.lasting(3)));
        all.add(new Threshold(
                "sweeper-errors",
                "The sweeper fails or does not run: reservations of crashed requests of quiet tenants are not"
                        + " released, and their use is not reported. See its log; without new lines, its rule does not"
                        + " start it.",
                source.function("sweeper", "Errors", "Sum", QUARTER),
                1,
                Persistence.lastingOrSilent(2)));
        all.add(new Threshold(
                "provisioner-errors",
                "The provisioner has failed for hours: versions of functions that deploys have replaced are not"
                        + " deleted and use up the Region's room for code. See its log for the call that was refused.",
                source.function("provisioner", "Errors", "Sum", HOUR),
                1,
                Persistence.lasting(3)));
        return all;
    }

    private List<Threshold> routing() {
        return List.of(
                new Threshold(
                        "defects",
                        "An unexpected exception in the router. Find event=Defect in its log: it has the stack.",
                        source.sum(Metrics.DEFECTS, FIVE),
                        1,
                        Persistence.ONCE),
                new Threshold(
                        "router-errors",
                        "Invocations of the router fail as a whole: out of memory, out of time, or not started. See"
                                + " the last lines of its log.",
                        source.function("router", "Errors", "Sum", FIVE),
                        1,
                        Persistence.lasting(2)),
                new Threshold(
                        "router-throttled",
                        "Lambda refuses invocations of the router, and callers get errors: raise the account's quota"
                                + " of concurrent executions.",
                        source.function("router", "Throttles", "Sum", FIVE),
                        1,
                        Persistence.ONCE),
                new Threshold(
                        "router-concurrency",
                        "So many requests are in flight at once that Lambda will soon refuse more: raise the account's"
                                + " quota of concurrent executions, and alarms.concurrency with it.",
                        source.function("router", "ConcurrentExecutions", "Maximum", MINUTE),
                        alarms.concurrency(),
                        Persistence.lasting(3)));
    }

    /// The alarms of reserved concurrency; the router's is watched even without a reservation.
    private List<Threshold> reservations() {
        return reserved.map(own -> List.of(new Threshold(
                        "authorizer-concurrency",
                        "So many keys are being checked at once that Lambda will soon refuse more, and callers get"
                                + " 503: raise reservedConcurrency.authorizer, or set authorizerCacheSeconds.",
                        source.function("authorizer", "ConcurrentExecutions", "Maximum", MINUTE),
                        Reserved.nearly(own.authorizer()),
                        Persistence.lasting(3))))
                .orElse(List.of());
    }
}
