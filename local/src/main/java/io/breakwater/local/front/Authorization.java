package io.breakwater.local.front;

import io.breakwater.dialect.GatewayErrors;
import java.util.Map;

/// The authorizer's answer about a request.
sealed interface Authorization {

    /// @param context what functions are told about the caller
    /// @param usageIdentifier chooses the usage plan
    record Allowed(Map<String, Object> context, String usageIdentifier) implements Authorization {}

    /// @param why the authorizer's message for the caller; may be empty
    record Refused(GatewayErrors answer, String why) implements Authorization {
        Refused(GatewayErrors answer) {
            this(answer, "");
        }
    }
}
