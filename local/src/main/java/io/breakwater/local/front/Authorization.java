package io.breakwater.local.front;

import io.breakwater.dialect.GatewayErrors;
import java.util.Map;

/// What the authorizer said of a request.
sealed interface Authorization {

    /// @param context what the functions behind learn of the caller
    /// @param usageIdentifier chooses the usage plan
    record Allowed(Map<String, Object> context, String usageIdentifier) implements Authorization {}

    record Refused(GatewayErrors answer) implements Authorization {}
}
