package io.breakwater.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.RoutedTarget;
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

    /// Has Bedrock count the input of a request, where the target is. What it says is an [Attempted.Whole] with
    /// `inputTokens`, that costs nothing and draws on no quota of tokens.
    ///
    /// @param input as CountTokens takes it
    default Attempted counted(RoutedTarget target, TenantId tenant, ObjectNode input, CallLimits limits) {
        return new Attempted.Failed(new Outcome.Rejected("nobody counts tokens here"));
    }

    /// Drops the cached credentials by which the tenant calls the target's account, so that the next call gets new
    /// ones.
    void renewCredentials(Target target, TenantId tenant);
}
