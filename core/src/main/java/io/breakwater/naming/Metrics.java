package io.breakwater.naming;

/// What the functions report, by the name in CloudWatch: embedded metrics (EMF) in the namespace `Breakwater` with
/// the dimension `Environment`.
public enum Metrics {
    /// Requests that came past admission's door, whatever became of them.
    REQUESTS("Requests"),
    /// Requests that a lower tier answered.
    FALLBACKS("Fallbacks"),
    /// Calls to targets.
    ATTEMPTS("Attempts"),
    /// Calls that Bedrock throttled.
    THROTTLES("Throttles"),
    /// Streams that broke after their first byte.
    BROKEN_STREAMS("BrokenStreams"),
    /// Requests that a tenant's own limits refused.
    RATE_LIMITED("RateLimited"),
    /// Requests that a limit in shadow would have refused.
    SHADOW_REFUSALS("ShadowRefusals"),
    /// Requests admitted from a process's own allowance while the ledger's store did not answer.
    ADMITTED_LOCALLY("AdmittedLocally"),
    /// Targets whose breaker is open, as last seen.
    OPEN_BREAKERS("OpenBreakers"),
    /// The share of its day or month that a tenant has used, 0 to 1; the largest one is what counts.
    QUOTA_USED("QuotaUsed"),
    /// Settlements that the store did not confirm: the ledger shows more use than there was until its hold heals.
    LOST_SETTLEMENTS("LostSettlements"),
    /// Reads and writes that the store did not answer in time.
    STORE_ERRORS("StoreErrors"),
    /// Things that must not happen.
    DEFECTS("Defects"),
    /// Tokens, input and output.
    TOKENS("Tokens"),
    /// Money spent, in millionths of a USD.
    MICRO_USD("MicroUsd"),
    /// Milliseconds until the first piece of a stream.
    FIRST_TOKEN_MILLIS("FirstTokenMillis");

    public static final String NAMESPACE = "Breakwater";
    public static final String ENVIRONMENT = "Environment";

    private final String label;

    Metrics(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
