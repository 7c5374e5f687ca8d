package io.breakwater.infra.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.infra.naming.OwnLogs;
import io.breakwater.naming.Naming;
import software.amazon.awscdk.services.apigateway.AccessLogFormat;
import software.amazon.awscdk.services.apigateway.LogGroupLogDestination;
import software.constructs.Construct;

/// One JSON line for each request: caller, path, status and duration; no headers and no body.
final class AccessLog extends Construct {
    private final OwnLogs logs;

    record Props(Naming naming, int retentionDays) {}

    AccessLog(Construct scope, String id, Props props) {
        super(scope, id);
        logs = new OwnLogs(
                this,
                "Logs",
                new OwnLogs.Props("/breakwater/" + props.naming().environment() + "/access", props.retentionDays()));
    }

    LogGroupLogDestination destination() {
        return new LogGroupLogDestination(logs.group());
    }

    /// API Gateway's variables ("Variables for access logging for API Gateway", Amazon API Gateway Developer Guide).
    AccessLogFormat format() {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("requestId", "$context.requestId")
                .put("time", "$context.requestTimeEpoch")
                .put("tenant", "$context.authorizer.tenant")
                .put("ip", "$context.identity.sourceIp")
                .put("method", "$context.httpMethod")
                .put("path", "$context.path")
                .put("status", "$context.status")
                .put("refusal", "$context.error.responseType")
                .put("bytes", "$context.responseLength")
                .put("millis", "$context.responseLatency")
                .put("functionMillis", "$context.integration.latency")
                .put("functionStatus", "$context.integration.status");
        return AccessLogFormat.custom(line.toString());
    }
}
