package io.breakwater.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.breakwater.event.GatewayEvent.TargetChanged;

/// The line of a reset in the admin function's log, with the fields that the router's lines of the same event
/// have.
final class ResetLine {

    public static String of(TargetChanged change) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("at", change.at().toString())
                .put("level", "INFO")
                .put("event", change.label())
                .put("requestId", change.requestId())
                .put("subject", change.subject())
                .put("change", change.change())
                .put("reason", change.reason())
                .toString();
    }

    private ResetLine() {}
}
