package io.breakwater.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A whole answer, gathered from the events of a stream: the body that Converse would have sent
/// ("ConverseStream" and "Converse", Amazon Bedrock API Reference). Members that nobody here knows are kept.
public final class GatheredAnswer {
    /// Fills an event up, so that its length does not tell the text's; no part of an answer.
    private static final String PADDING = "p";

    private final ObjectNode answer = JsonNodeFactory.instance.objectNode();
    private final ObjectNode message = answer.putObject("output").putObject("message");
    private final SortedMap<Integer, GatheredBlock> blocks = new TreeMap<>();
    private boolean stopped;
    private boolean measured;

    public void add(ConverseEvent event) {
        ObjectNode payload = event.payload();
        switch (event.type()) {
            case ConverseEvent.MESSAGE_START ->
                message.put("role", payload.path("role").asText("assistant"));
            case ConverseEvent.BLOCK_START -> block(payload).start(payload.path("start"));
            case ConverseEvent.BLOCK_DELTA -> block(payload).add(payload.path("delta"));
            case ConverseEvent.MESSAGE_STOP -> {
                stopped = true;
                close(payload);
            }
            case ConverseEvent.METADATA -> {
                measured = true;
                close(payload);
            }
            default -> {}
        }
    }

    private void close(ObjectNode payload) {
        answer.setAll(payload);
        answer.remove(PADDING);
    }

    /// Whether both closing events were there; without them an answer is broken, however its stream ended.
    public boolean whole() {
        return stopped && measured;
    }

    private GatheredBlock block(JsonNode payload) {
        return blocks.computeIfAbsent(payload.path("contentBlockIndex").asInt(), _ -> new GatheredBlock());
    }

    /// What is wrong with an answer that has come to its end. Arguments that were cut at the bound on the
    /// output are `{}`, and the stop reason says so; a tool that is to be called must have what was meant.
    public Optional<String> defect() {
        boolean toBeCalled = answer.path("stopReason").asText().equals("tool_use");
        return toBeCalled && blocks.values().stream().anyMatch(GatheredBlock::garbled)
                ? Optional.of("the arguments of a tool call are no JSON")
                : Optional.empty();
    }

    public ObjectNode converse() {
        var content = message.putArray("content");
        blocks.values().stream()
                .map(GatheredBlock::whole)
                .filter(block -> !block.isEmpty())
                .forEach(content::add);
        return answer;
    }
}
