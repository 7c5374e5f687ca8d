package io.breakwater.model;

/// What happens to a tenant's requests while its ledger cannot be reached.
public enum FailMode {
    /// Refused with 503 and `Retry-After`: the limits stay exact.
    CLOSED,
    /// Admitted within a bounded allowance of each running copy; the use is booked later.
    LOCAL
}
