package io.breakwater.call;

import io.breakwater.dialect.body.ModelBody;
import io.breakwater.model.AppliedGuardrail;
import io.breakwater.model.TenantId;
import java.util.Optional;

/// What is sent to a model.
///
/// @param tenant for whom it is called, as the bill and the accounts' logs show
/// @param body bounded, and naming the tenant where its language can
/// @param guardrail what the body says that it is to be checked with
/// @param stream whether the model is asked for a stream, as whoever wants a whole answer may do too
public record ModelRequest(TenantId tenant, ModelBody body, Optional<AppliedGuardrail> guardrail, boolean stream) {

    /// A call that no guardrail checks.
    public ModelRequest(TenantId tenant, ModelBody body, boolean stream) {
        this(tenant, body, Optional.empty(), stream);
    }
}
