package io.breakwater.quota.limits;

/// Whose capacity a reservation takes where priorities share an item, or why it gets none.
public enum CapacityGrant {
    /// Priorities do not share the item.
    OPEN("open"),
    /// Capacity that is kept for the priority.
    GUARANTEED("guaranteed"),
    /// Capacity that nobody uses at the moment.
    BORROWED("borrowed"),
    /// There is capacity, but it is kept for other priorities.
    KEPT("kept"),
    /// There is no capacity for anybody.
    FULL("full");

    private final String label;

    CapacityGrant(String label) {
        this.label = label;
    }

    /// In one word, for headers and reports.
    public String label() {
        return label;
    }
}
