package io.breakwater.tenancy;

/// The source of a tenant's changes.
public enum Source {
    /// The environment's file, by a deploy.
    FILE("file"),
    /// Operators, through their API.
    CONTROL("control");

    private final String label;

    Source(String label) {
        this.label = label;
    }

    /// The name in the operators' API.
    public String label() {
        return label;
    }
}
