package io.breakwater.settings;

/// How many of API Gateway's usage plans an environment has. Throttle and quota of a usage plan count
/// for each API key by itself ("Usage plans and API keys for REST APIs", Amazon API Gateway Developer
/// Guide), so that both isolate alike.
public enum UsagePlans {
    /// One for each tenant, as part of the stack.
    TENANT("tenant"),
    /// One for each plan; tenants' keys are made outside the stack.
    PLAN("plan");

    private final String label;

    UsagePlans(String label) {
        this.label = label;
    }

    /// As the environment's file says it.
    public String label() {
        return label;
    }

    static UsagePlans of(String label) {
        return label.equals(PLAN.label) ? PLAN : TENANT;
    }
}
