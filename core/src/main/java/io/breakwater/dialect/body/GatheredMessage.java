package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.SharedMembers;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// A whole answer to Anthropic's Messages, gathered from the events of a stream: the body that InvokeModel
/// would have sent. Unknown members are kept.
final class GatheredMessage implements GatheredAnswer {
    private static final Set<String> OF_THE_EVENT = Set.of("type", "delta", "usage");

    private final SortedMap<Integer, GatheredMessageBlock> blocks = new TreeMap<>();
    private final StreamEnd end;
    private ObjectNode message = JsonNodeFactory.instance.objectNode();

    GatheredMessage(StreamEnd end) {
        this.end = end;
    }

    @Override
    public void add(ModelEvent event) {
        end.see(event);
        ObjectNode payload = event.payload();
        switch (event.type()) {
            case MessagesEvents.MESSAGE_START -> start(payload.path("message"));
            case MessagesEvents.BLOCK_START -> block(payload).start(payload.path("content_block"));
            case MessagesEvents.BLOCK_DELTA -> block(payload).add(payload.path("delta"));
            case MessagesEvents.MESSAGE_DELTA -> close(payload);
            default -> {}
        }
    }

    private void start(JsonNode begun) {
        if (begun instanceof ObjectNode members) {
            message = SharedMembers.of(members);
        }
    }

    private void close(ObjectNode payload) {
        if (payload.path("delta") instanceof ObjectNode changed) {
            message.setAll(changed);
        }
        if (payload.path("usage") instanceof ObjectNode used) {
            ObjectNode usage = message.path("usage") instanceof ObjectNode before
                    ? SharedMembers.of(before)
                    : message.objectNode();
            usage.setAll(used);
            message.set("usage", usage);
        }
        payload.forEachEntry((name, value) -> {
            if (!OF_THE_EVENT.contains(name)) {
                message.set(name, value);
            }
        });
    }

    private GatheredMessageBlock block(JsonNode payload) {
        return blocks.computeIfAbsent(payload.path("index").asInt(), _ -> new GatheredMessageBlock());
    }

    @Override
    public StreamEnd end() {
        return end;
    }

    /// Arguments that were cut at the bound on the output are kept as text, see [CallIds#arguments],
    /// and the stop reason says so; otherwise the arguments of a call must be complete.
    @Override
    public Optional<String> defect() {
        boolean toBeCalled = message.path("stop_reason").asText().equals("tool_use");
        return toBeCalled && blocks.values().stream().anyMatch(GatheredMessageBlock::garbled)
                ? Optional.of("the arguments of a tool call are not JSON")
                : Optional.empty();
    }

    @Override
    public ObjectNode answer() {
        ArrayNode content = message.arrayNode();
        blocks.values().forEach(block -> content.add(block.whole()));
        message.set("content", content);
        return message;
    }
}
