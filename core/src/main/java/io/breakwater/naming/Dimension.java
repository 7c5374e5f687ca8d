package io.breakwater.naming;

/// The dimensions of metrics, by their names in CloudWatch. Each has few values, all known from the
/// configuration or the code: never a request, a key or a text that a client wrote.
public enum Dimension {
    ENVIRONMENT("Environment"),
    TENANT("Tenant"),
    /// The alias that clients ask for.
    MODEL("Model"),
    SHARD("Shard"),
    /// The source Region, from which a shard calls Bedrock.
    REGION("Region"),
    /// How a call to a target ended, such as `Answered` or `Throttled`.
    OUTCOME("Outcome"),
    /// Why a request or a key was refused, such as `RateLimited` or `EXPIRED`.
    REASON("Reason"),
    /// The limit that refused, by its name in configuration.
    LIMIT("Limit");

    private final String label;

    Dimension(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
