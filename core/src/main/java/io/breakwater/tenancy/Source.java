package io.breakwater.tenancy;

/// Who changes a tenant.
public enum Source {
    /// The environment's file, by a deploy.
    FILE("file"),
    /// Operators, through their API.
    CONTROL("control");

    private final String label;

    Source(String label) {
        this.label = label;
    }

    /// As the operators' API says it.
    public String label() {
        return label;
    }
}
