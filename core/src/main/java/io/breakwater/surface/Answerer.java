package io.breakwater.surface;

/// Who answers a request, once it is let in.
public enum Answerer {
    /// API Gateway by itself, or the front of the embedded run; to everybody.
    FRONT,
    /// The data plane, for tenants.
    ROUTER,
    /// The report of a tenant's use, for tenants.
    USAGE,
    /// The operators' API, for whom AWS IAM knows.
    OPERATORS
}
