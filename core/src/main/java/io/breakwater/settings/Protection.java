package io.breakwater.settings;

/// What becomes of an environment's state when its stacks go.
public enum Protection {
    /// Stacks refuse to be deleted until somebody lifts that; tables, pepper and tenants' keys outlive
    /// them, and tables can be restored to a point in time.
    GUARDED("guarded"),
    /// A destroy leaves nothing.
    DISPOSABLE("disposable");

    private final String label;

    Protection(String label) {
        this.label = label;
    }

    /// As the environment's file says it.
    public String label() {
        return label;
    }

    static Protection of(String label) {
        return label.equals(GUARDED.label) ? GUARDED : DISPOSABLE;
    }
}
