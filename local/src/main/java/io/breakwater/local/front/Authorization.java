package io.breakwater.local.front;

import io.breakwater.dialect.GatewayErrors;
import java.util.Map;

/// What the authorizer said of a request.
sealed interface Authorization {

    /// @param context what the functions behind learn of the caller
    /// @param usageIdentifier chooses the usage plan
    record Allowed(Map<String, Object> context, String usageIdentifier) implements Authorization {}

    /// @param why what the authorizer said to the caller; empty if nothing
    record Refused(GatewayErrors answer, String why) implements Authorization {
        Refused(GatewayErrors answer) {
            this(answer, "");
        }
    }
}
