package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.TenantId;
import io.breakwater.model.TokenUsage;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The headers that go with an InvokeModel body and with its answer ("InvokeModel" and
/// "InvokeModelWithResponseStream", Amazon Bedrock API Reference).
final class InvokeHeaders {
    /// The member that Bedrock adds to the last event of a stream: the usage of the whole answer.
    static final String METRICS = MessagesBody.BEDROCKS_OWN + "invocationMetrics";

    /// Asks for the service tier `flex`.
    static final Map<String, String> FLEX = Map.of("X-Amzn-Bedrock-Service-Tier", "flex");

    private static final String INPUT = "inputTokenCount";

    private InvokeHeaders() {}

    /// The headers of both maps.
    static Map<String, String> beside(Map<String, String> headers, Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(headers);
        all.putAll(more);
        return Map.copyOf(all);
    }

    /// The usage in the last event of a stream; empty for other events.
    ///
    /// @param seen the counts to use where the event lacks them
    static Optional<TokenUsage> counted(ObjectNode event, TokenUsage seen) {
        JsonNode metrics = event.path(METRICS);
        if (!metrics.isObject()) {
            return Optional.empty();
        }
        long written = MessagesUsage.count(metrics, "cacheWriteInputTokenCount", seen.cacheWrite());
        return Optional.of(new TokenUsage(
                MessagesUsage.count(metrics, INPUT, seen.input()),
                MessagesUsage.count(metrics, "outputTokenCount", seen.output()),
                MessagesUsage.count(metrics, "cacheReadInputTokenCount", seen.cacheRead()),
                written,
                Math.min(written, seen.cacheWriteHour())));
    }

    static boolean countsInput(ObjectNode event) {
        return event.path(METRICS).path(INPUT).isNumber();
    }

    /// The header that names the tenant in Bedrock's invocation log.
    static Map<String, String> naming(TenantId tenant) {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode().put(ConverseBody.TENANT, tenant.value());
        return Map.of("X-Amzn-Bedrock-Request-Metadata", metadata.toString());
    }
}
