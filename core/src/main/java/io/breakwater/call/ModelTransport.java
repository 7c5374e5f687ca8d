package io.breakwater.call;

import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.routing.CallLimits;

/// Calls models. An implementation makes exactly one call per invocation, with no retry of its own, keeps
/// to the limits, and turns whatever happens into a value.
public interface ModelTransport {

    /// Calls the target. Blocks until the answer is whole, or until the first content of a stream is there.
    Attempted call(Target target, ModelRequest request, CallLimits limits);

    /// Drops the cached credentials by which the tenant calls the target's account, so that the next call gets new
    /// ones.
    void renewCredentials(Target target, TenantId tenant);
}
