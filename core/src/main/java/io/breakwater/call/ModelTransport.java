package io.breakwater.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.routing.AccountSession;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.Outcome;

/// Calls models. An implementation makes exactly one call per invocation, with no retry of its own, keeps
/// to the limits, and turns whatever happens into a value.
public interface ModelTransport {

    /// Calls the target. Blocks until the answer is whole, or until the first content of a stream is there.
    Attempted call(Target target, ModelRequest request, CallLimits limits);

    /// Gets, deletes or cancels a response that the target has stored. The result is an
    /// [Attempted.Whole] that costs nothing.
    default Attempted stored(Target target, TenantId tenant, StoredCall call, CallLimits limits) {
        return new Attempted.Failed(
                new Outcome.Rejected("no response is stored here, so this one was not found", true));
    }

    /// Has Bedrock count the input of a request, in the target's account and Region. The result is an
    /// [Attempted.Whole] with `inputTokens`; it costs nothing and uses no token quota.
    ///
    /// @param input in the form that CountTokens takes
    default Attempted counted(RoutedTarget target, TenantId tenant, ObjectNode input, CallLimits limits) {
        return new Attempted.Failed(new Outcome.Rejected("nobody counts tokens here"));
    }

    /// Drops the cached credentials by which the tenant calls the target's account, so that the next call gets new
    /// ones.
    void renewCredentials(Target target, TenantId tenant);

    /// The credentials for the target's account that are at hand by now; asks for none.
    default AccountSession session(Target target) {
        return AccountSession.ALWAYS;
    }
}
