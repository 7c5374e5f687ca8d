package io.breakwater.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedMap;
import java.util.TreeMap;

/// A whole answer, gathered from the events of a stream: the body that Converse would have sent
/// ("ConverseStream" and "Converse", Amazon Bedrock API Reference). Members that nobody here knows are kept.
public final class GatheredAnswer {
    private final ObjectNode answer = JsonNodeFactory.instance.objectNode();
    private final ObjectNode message = answer.putObject("output").putObject("message");
    private final SortedMap<Integer, GatheredBlock> blocks = new TreeMap<>();

    public void add(ConverseEvent event) {
        ObjectNode payload = event.payload();
        switch (event.type()) {
            case ConverseEvent.MESSAGE_START ->
                message.put("role", payload.path("role").asText("assistant"));
            case ConverseEvent.BLOCK_START -> block(payload).start(payload.path("start"));
            case ConverseEvent.BLOCK_DELTA -> block(payload).add(payload.path("delta"));
            case ConverseEvent.MESSAGE_STOP, ConverseEvent.METADATA -> answer.setAll(payload);
            default -> {}
        }
    }

    private GatheredBlock block(JsonNode payload) {
        return blocks.computeIfAbsent(payload.path("contentBlockIndex").asInt(), _ -> new GatheredBlock());
    }

    public ObjectNode converse() {
        var content = message.putArray("content");
        blocks.values().stream().map(GatheredBlock::whole).forEach(content::add);
        return answer;
    }
}
