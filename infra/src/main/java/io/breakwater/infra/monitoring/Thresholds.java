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
                        "Answers break off after their first content, which nobody can try again. The router's log has"
                                + " why, in detail of AttemptEnded, and at which target.",
                        source.ratio(Metrics.BROKEN_STREAMS, Metrics.ANSWERS, FIVE),
                        alarms.brokenStreamRatio(),
                        Persistence.lasting(3)),
                new Threshold(
                        "closed-quotas",
                        "Bedrock says that a quota of the day is used up, so a model, or all models, of an account are"
                                + " left out. gatewayctl targets says which; ask AWS for more, or add a shard.",
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
                "A tenant has nearly used up its day or month, and is refused when it has. The dashboard's row 'who'"
                        + " says which: ask whether it means to, or give it a larger plan.",
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
                "The models cost more in a day than planned, by list prices. The dashboard's row 'who' says whose it"
                        + " is: lower its plan's usdPerMonth, or suspend its key.",
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
                        "Settlements get lost, so tenants stay charged for what they reserved until it heals. Look at"
                                + " the quota table's throttles and latency.",
                        source.sum(Metrics.LOST_SETTLEMENTS, FIVE),
                        alarms.lostSettlements(),
                        Persistence.lasting(2)),
                new Threshold(
                        "leaks",
                        "Requests end without settling, so that tenants stay charged for what those reserved. See the"
                                + " router's log for invocations that ran out of time or memory.",
                        source.sum(Metrics.LEAKED_TOKENS, HOUR),
                        alarms.leakedTokens(),
                        Persistence.ONCE),
                new Threshold(
                        "store-errors",
                        "DynamoDB does not take the ledger's writes in time: tenants are refused, or served unmetered"
                                + " where they chose so. See AWS Health, and the quota table's throttles.",
                        source.sum(Metrics.STORE_ERRORS, MINUTE),
                        alarms.storeErrors(),
                        Persistence.lasting(3)));
    }

    private List<Threshold> functions() {
        List<Threshold> all = new ArrayList<>(routing());
        all.add(new Threshold(
                "authorizer-errors",
                "API keys cannot be checked, so nobody gets in but who is still cached. See the authorizer's log: the"
                        + " keys table and the pepper must be within its reach.",
                source.sum(Metrics.KEYS_UNCHECKED, MINUTE),
                alarms.keysUnchecked(),
                Persistence.lasting(3)));
        all.add(new Threshold(
                "sweeper-errors",
                "The sweeper fails or does not run: what crashed requests of quiet tenants hold is not released, and"
                        + " their use is not reported. See its log; without new lines its rule does not run it.",
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
                        "So many requests are under way at once that Lambda will soon refuse more: raise the account's"
                                + " quota of concurrent executions, and alarms.concurrency with it.",
                        source.function("router", "ConcurrentExecutions", "Maximum", MINUTE),
                        alarms.concurrency(),
                        Persistence.lasting(3)));
    }

    /// The alarms of reserved concurrency; the router's is watched even without a reservation.
    private List<Threshold> reservations() {
        return reserved.map(own -> List.of(new Threshold(
                        "authorizer-concurrency",
                        "So many keys are under check at once that Lambda will soon refuse more, and callers get 503:"
                                + " raise reservedConcurrency.authorizer, or set authorizerCacheSeconds.",
                        source.function("authorizer", "ConcurrentExecutions", "Maximum", MINUTE),
                        Reserved.nearly(own.authorizer()),
                        Persistence.lasting(3))))
                .orElse(List.of());
    }
}
