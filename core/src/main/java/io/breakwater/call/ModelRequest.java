package io.breakwater.call;

import io.breakwater.dialect.body.ModelBody;
import io.breakwater.model.AppliedGuardrail;
import io.breakwater.model.TenantId;
import java.util.Optional;

/// One request to a model.
///
/// @param tenant on whose behalf the model is called; the bill and the accounts' logs show it
/// @param body the body, with its bound, and with the tenant's name where the API has a member for it
/// @param guardrail the guardrail that the body asks Bedrock to apply
/// @param stream whether the model is asked for a stream, which may be gathered into a whole answer
public record ModelRequest(TenantId tenant, ModelBody body, Optional<AppliedGuardrail> guardrail, boolean stream) {

    /// A call that no guardrail checks.
    public ModelRequest(TenantId tenant, ModelBody body, boolean stream) {
        this(tenant, body, Optional.empty(), stream);
    }
}
