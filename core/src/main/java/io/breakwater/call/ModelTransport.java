package io.breakwater.call;

import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.Outcome;

/// Calls models. An implementation makes exactly one call per invocation, with no retry of its own, keeps
/// to the limits, and turns whatever happens into a value.
public interface ModelTransport {

    /// Calls the target. Blocks until the answer is whole, or until the first content of a stream is there.
    Attempted call(Target target, ModelRequest request, CallLimits limits);

    /// Asks a target about a response that it has stored, or has it deleted or cancelled. What it says is an
    /// [Attempted.Whole] that costs nothing.
    default Attempted stored(Target target, TenantId tenant, StoredCall call, CallLimits limits) {
        return new Attempted.Failed(
                new Outcome.Rejected("no response is stored here, so this one was not found", true));
    }

    /// Drops the cached credentials by which the tenant calls the target's account, so that the next call gets new
    /// ones.
    void renewCredentials(Target target, TenantId tenant);
}
