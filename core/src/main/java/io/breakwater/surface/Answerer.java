package io.breakwater.surface;

/// Which part answers a request once it is admitted.
public enum Answerer {
    /// API Gateway itself, or the front server of the embedded run; for all callers.
    FRONT,
    /// The data plane, for tenants.
    ROUTER,
    /// The report of a tenant's use, for tenants.
    USAGE,
    /// The operators' API, for callers that AWS IAM admits.
    OPERATORS
}
