package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A whole answer, gathered from the events of a stream: the body that Converse would have sent
/// ("ConverseStream" and "Converse", Amazon Bedrock API Reference). Unknown members are kept.
final class GatheredConverseAnswer implements GatheredAnswer {
    /// Padding, so that an event's length does not reveal the text's; not a part of an answer.
    private static final String PADDING = "p";

    private final ObjectNode answer = JsonNodeFactory.instance.objectNode();
    private final ObjectNode message = answer.putObject("output").putObject("message");
    private final SortedMap<Integer, GatheredBlock> blocks = new TreeMap<>();
    private final StreamEnd end;

    GatheredConverseAnswer(StreamEnd end) {
        this.end = end;
    }

    @Override
    public void add(ModelEvent event) {
        end.see(event);
        ObjectNode payload = event.payload();
        switch (event.type()) {
            case ConverseEvents.MESSAGE_START ->
                message.put("role", payload.path("role").asText("assistant"));
            case ConverseEvents.BLOCK_START -> block(payload).start(payload.path("start"));
            case ConverseEvents.BLOCK_DELTA -> block(payload).add(payload.path("delta"));
            case ConverseEvents.MESSAGE_STOP, ConverseEvents.METADATA -> close(payload);
            default -> {}
        }
    }

    private void close(ObjectNode payload) {
        answer.setAll(payload);
        answer.remove(PADDING);
    }

    @Override
    public StreamEnd end() {
        return end;
    }

    private GatheredBlock block(JsonNode payload) {
        return blocks.computeIfAbsent(payload.path("contentBlockIndex").asInt(), _ -> new GatheredBlock());
    }

    /// Arguments that were cut at the bound on the output are kept as text, see [CallIds#arguments],
    /// and the stop reason says so; otherwise the arguments of a call must be complete.
    @Override
    public Optional<String> defect() {
        boolean toBeCalled = answer.path("stopReason").asText().equals("tool_use");
        return toBeCalled && blocks.values().stream().anyMatch(GatheredBlock::garbled)
                ? Optional.of("the arguments of a tool call are not JSON")
                : Optional.empty();
    }

    @Override
    public ObjectNode answer() {
        var content = message.putArray("content");
        blocks.values().stream()
                .map(GatheredBlock::whole)
                .filter(block -> !block.isEmpty())
                .forEach(content::add);
        return answer;
    }
}
