package io.breakwater.settings;

/// With whose KMS keys log groups, secrets, functions' variables and the alarms' topic are encrypted.
public enum Encryption {
    /// With AWS's own, which cost nothing and cannot be watched or taken away.
    AWS_OWNED("aws-owned"),
    /// With keys of the environment's own, one for each stack that has any of these.
    CUSTOMER_MANAGED("customer-managed");

    private final String label;

    Encryption(String label) {
        this.label = label;
    }

    /// As the environment's file says it.
    public String label() {
        return label;
    }

    static Encryption of(String label) {
        return label.equals(CUSTOMER_MANAGED.label) ? CUSTOMER_MANAGED : AWS_OWNED;
    }
}
