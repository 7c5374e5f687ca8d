package io.breakwater.naming;

import java.util.List;

/// The metrics that the functions report, by their names in CloudWatch: embedded metrics (EMF) in the
/// namespace `Breakwater`.
///
/// Each exists for the environment as a whole, with the dimension `Environment` alone, and again for
/// each of its own dimensions, together with `Environment`.
public enum Metrics {
    /// Requests of known tenants for a model, answered or not.
    REQUESTS("Requests", Unit.COUNT, Dimension.TENANT, Dimension.MODEL),
    /// Requests that a model answered, in whole or in part.
    ANSWERS("Answers", Unit.COUNT, Dimension.TENANT, Dimension.MODEL),
    /// Requests that were refused, for whatever reason.
    REFUSALS("Refusals", Unit.COUNT, Dimension.TENANT, Dimension.REASON),
    /// Requests that a tenant's own limits refused.
    RATE_LIMITED("RateLimited", Unit.COUNT, Dimension.TENANT, Dimension.LIMIT),
    /// Requests that a limit in shadow would have refused.
    SHADOW_REFUSALS("ShadowRefusals", Unit.COUNT, Dimension.TENANT, Dimension.LIMIT),
    /// Requests admitted from a process's own allowance while the ledger's store did not answer.
    ADMITTED_LOCALLY("AdmittedLocally", Unit.COUNT, Dimension.TENANT),
    /// Answers of a lower tier.
    FALLBACKS("Fallbacks", Unit.COUNT, Dimension.MODEL),
    /// Calls to targets.
    ATTEMPTS("Attempts", Unit.COUNT, Dimension.SHARD, Dimension.REGION, Dimension.OUTCOME),
    /// Calls that Bedrock throttled, by the minute or for the day.
    THROTTLES("Throttles", Unit.COUNT, Dimension.SHARD, Dimension.REGION),
    /// Streams that broke after their first byte, though their client was there.
    BROKEN_STREAMS("BrokenStreams", Unit.COUNT, Dimension.SHARD),
    /// Targets that a request could not use because their breaker was open; the maximum counts.
    OPEN_BREAKERS("OpenBreakers", Unit.COUNT, Dimension.SHARD),
    /// The share of its day or month that a tenant has used, 0 to 1; the maximum counts.
    QUOTA_USED("QuotaUsed", Unit.SHARE, Dimension.TENANT),
    /// Settlements that the store did not confirm: the ledger shows too much use until the hold
    /// expires.
    LOST_SETTLEMENTS("LostSettlements", Unit.COUNT),
    /// Ledger writes that the store refused or did not answer in time, including lost settlements.
    STORE_ERRORS("StoreErrors", Unit.COUNT),
    /// Things that must not happen.
    DEFECTS("Defects", Unit.COUNT),
    /// Tokens, input and output.
    TOKENS("Tokens", Unit.COUNT, Dimension.TENANT, Dimension.MODEL),
    /// Money spent, in millionths of a USD.
    MICRO_USD("MicroUsd", Unit.MICRO_USD, Dimension.TENANT, Dimension.MODEL),
    /// Milliseconds until the first piece of a stream.
    FIRST_TOKEN_MILLIS("FirstTokenMillis", Unit.MILLISECONDS, Dimension.TENANT, Dimension.MODEL),
    /// Held tokens of requests that never settled, found by the sweep of idle tenants.
    LEAKED_TOKENS("LeakedTokens", Unit.COUNT, Dimension.TENANT),
    /// Held money of such requests, in millionths of a USD.
    LEAKED_MICRO_USD("LeakedMicroUsd", Unit.MICRO_USD, Dimension.TENANT),
    /// Held quota tokens of calls that never settled, found by the sweep of idle targets.
    LEAKED_TARGET_TOKENS("LeakedTargetTokens", Unit.COUNT, Dimension.SHARD),
    /// API keys that the authorizer refused.
    KEYS_REFUSED("KeysRefused", Unit.COUNT, Dimension.REASON),
    /// API keys that the authorizer could not check: the keys table or the pepper could not be read.
    KEYS_UNCHECKED("KeysUnchecked", Unit.COUNT),
    /// 1 for each request that counts for the objective and that the gateway did not answer, 0 for the
    /// other requests that count, so that the average is the unanswered share.
    UNANSWERED("Unanswered", Unit.COUNT),
    /// Quotas of the day that were found to be used up; each probe that finds this counts again.
    CLOSED_QUOTAS("ClosedQuotas", Unit.COUNT),
    /// Calls whose guardrail Bedrock does not know, or does not let the account apply.
    REFUSED_GUARDRAILS("RefusedGuardrails", Unit.COUNT);

    public static final String NAMESPACE = "Breakwater";

    /// Up to this number, every tenant has metrics of its own; above, only the twenty with the most
    /// use.
    public static final int MOST_TENANTS_MEASURED = 100;

    private final String label;
    private final Unit unit;

    @SuppressWarnings("ImmutableEnumChecker") // a list from List.of does not change
    private final List<Dimension> by;

    /// What a metric's numbers are, by CloudWatch's own names ("MetricDatum", Amazon CloudWatch API Reference).
    public enum Unit {
        COUNT("Count"),
        MILLISECONDS("Milliseconds"),
        MICRO_USD("None"),
        /// 0 to 1.
        SHARE("None");

        private final String label;

        Unit(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    Metrics(String label, Unit unit, Dimension... by) {
        this.label = label;
        this.unit = unit;
        this.by = List.of(by);
    }

    public String label() {
        return label;
    }

    public Unit unit() {
        return unit;
    }

    /// Its dimensions, besides `Environment`.
    public List<Dimension> by() {
        return by;
    }
}
