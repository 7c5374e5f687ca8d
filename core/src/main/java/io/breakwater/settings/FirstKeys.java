package io.breakwater.settings;

/// How a tenant that has no key yet comes to its first.
public enum FirstKeys {
    /// A deploy makes it, and puts its text into a secret of the tenant's own.
    SECRET("secret"),
    /// An operator issues it, and is shown its text once.
    OPERATOR("operator");

    private final String label;

    FirstKeys(String label) {
        this.label = label;
    }

    /// As the environment's file says it.
    public String label() {
        return label;
    }

    static FirstKeys of(String label) {
        return label.equals(OPERATOR.label) ? OPERATOR : SECRET;
    }
}
