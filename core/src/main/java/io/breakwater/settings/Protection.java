package io.breakwater.settings;

/// What happens to an environment's state when its stacks are deleted.
public enum Protection {
    /// Stacks refuse to be deleted until the protection is lifted; tables, pepper and tenants' keys
    /// outlive them, and tables can be restored to a point in time.
    GUARDED("guarded"),
    /// A destroy leaves nothing.
    DISPOSABLE("disposable");

    private final String label;

    Protection(String label) {
        this.label = label;
    }

    /// The name in the environment's file.
    public String label() {
        return label;
    }

    static Protection of(String label) {
        return label.equals(GUARDED.label) ? GUARDED : DISPOSABLE;
    }
}
