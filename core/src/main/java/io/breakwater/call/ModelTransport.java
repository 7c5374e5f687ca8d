package io.breakwater.call;

import io.breakwater.model.Target;
import io.breakwater.routing.CallBudget;

/// Calls models. An implementation makes exactly one call per invocation, with no retry of its own, keeps to the
/// budget, and turns whatever happens into a value.
public interface ModelTransport {

    /// Calls the target. Blocks until the answer is whole, or until the first content of a stream is there.
    Attempted call(Target target, ModelRequest request, CallBudget budget);

    /// Drops the cached credentials of the target's account, so that the next call gets new ones.
    void renewCredentials(Target target);
}
