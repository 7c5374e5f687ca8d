package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.TenantId;
import java.util.Map;

/// What InvokeModel says and is told beside a body that is the model's own ("InvokeModel" and
/// "InvokeModelWithResponseStream", Amazon Bedrock API Reference).
final class InvokeHeaders {
    /// The member that Bedrock adds to the last event of a stream: what the whole answer used.
    static final String METRICS = MessagesBody.BEDROCKS_OWN + "invocationMetrics";

    private InvokeHeaders() {}

    /// Whose call it is, for Bedrock's invocation log.
    static Map<String, String> naming(TenantId tenant) {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode().put(ConverseBody.TENANT, tenant.value());
        return Map.of("X-Amzn-Bedrock-Request-Metadata", metadata.toString());
    }
}
