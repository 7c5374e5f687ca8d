package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.WireEvent;

/// The chunk events of InvokeModelWithResponseStream: a model's own event as base64 bytes.
final class Chunks {

    private Chunks() {}

    static WireEvent of(JsonNode event) {
        return new WireEvent("chunk", Json.object().put("bytes", Json.bytes(event)));
    }

    /// The member that Bedrock adds to a model's last event.
    static ObjectNode metrics(Turn turn) {
        return Json.object()
                .put("inputTokenCount", turn.usage().inputTokens())
                .put("outputTokenCount", turn.usage().outputTokens())
                .put("invocationLatency", turn.latencyMillis())
                .put("firstByteLatency", turn.latencyMillis())
                .put("cacheReadInputTokenCount", turn.usage().cacheReadTokens())
                .put("cacheWriteInputTokenCount", turn.usage().cacheWriteTokens());
    }
}
