package io.breakwater.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.GeneratedJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Requests and answers in Anthropic's language, made from a seed, with members and blocks that the
/// gateway does not know.
final class GeneratedMessages {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Random random;
    private final GeneratedJson json;

    GeneratedMessages(long seed) {
        this.random = new Random(seed);
        this.json = new GeneratedJson(random);
    }

    ObjectNode request() {
        ObjectNode request = NODES.objectNode();
        unknown(request);
        request.put("model", "claude");
        request.put("max_tokens", 1 + random.nextInt(4_000));
        if (random.nextBoolean()) {
            request.put("stream", random.nextBoolean());
        }
        if (random.nextBoolean()) {
            request.set("system", random.nextBoolean() ? NODES.textNode(text()) : blocks());
        }
        if (random.nextInt(4) == 0) {
            request.putArray("anthropic_beta").add("a-1").add("b-2");
        }
        ArrayNode messages = request.putArray("messages");
        for (int i = random.nextInt(4); i >= 0; i--) {
            ObjectNode message = messages.addObject();
            message.put("role", random.nextBoolean() ? "user" : "assistant");
            message.set("content", random.nextBoolean() ? NODES.textNode(text()) : blocks());
            unknown(message);
        }
        if (random.nextBoolean()) {
            request.set("tools", blocks());
        }
        unknown(request);
        return request;
    }

    ObjectNode answer() {
        ObjectNode answer = NODES.objectNode();
        answer.put("id", "msg_bdrk_" + random.nextInt()).put("type", "message").put("role", "assistant");
        answer.put("model", "claude-" + random.nextInt());
        answer.set("content", answered());
        answer.put("stop_reason", random.nextBoolean() ? "end_turn" : "max_tokens");
        answer.putNull("stop_sequence");
        ObjectNode usage = answer.putObject("usage");
        usage.put("input_tokens", random.nextInt(1_000)).put("output_tokens", random.nextInt(1_000));
        usage.put("cache_read_input_tokens", random.nextInt(1_000));
        unknown(usage);
        unknown(answer);
        return answer;
    }

    /// The stream that would have delivered this answer.
    List<ObjectNode> events(ObjectNode answer) {
        List<ObjectNode> events = new ArrayList<>();
        ObjectNode begun = answer.deepCopy();
        begun.putArray("content");
        begun.putNull("stop_reason");
        ObjectNode start = event("message_start");
        start.set("message", begun);
        events.add(start);
        int index = 0;
        for (JsonNode block : answer.path("content")) {
            block((ObjectNode) block, index++, events);
        }
        ObjectNode delta = event("message_delta");
        delta.putObject("delta").set("stop_reason", answer.get("stop_reason"));
        delta.putObject("usage").set("output_tokens", answer.path("usage").get("output_tokens"));
        events.add(delta);
        ObjectNode stop = event("message_stop");
        stop.putObject("amazon-bedrock-invocationMetrics")
                .put(
                        "inputTokenCount",
                        answer.path("usage").path("input_tokens").asLong())
                .put(
                        "outputTokenCount",
                        answer.path("usage").path("output_tokens").asLong());
        events.add(stop);
        return events;
    }

    private void block(ObjectNode block, int index, List<ObjectNode> events) {
        String streamed = streamed(block);
        ObjectNode begun = block.deepCopy();
        if (streamed.equals("input")) {
            begun.putObject("input");
        } else if (!streamed.isEmpty()) {
            begun.put(streamed, "");
        }
        ObjectNode start = event("content_block_start").put("index", index);
        start.set("content_block", begun);
        events.add(start);
        if (!streamed.isEmpty()) {
            String whole = streamed.equals("input")
                    ? block.get("input").toString()
                    : block.get(streamed).asText();
            int at = whole.isEmpty()
                    ? 0
                    : whole.offsetByCodePoints(0, random.nextInt(whole.codePointCount(0, whole.length())));
            events.add(piece(index, streamed, whole.substring(0, at)));
            events.add(event("ping"));
            events.add(piece(index, streamed, whole.substring(at)));
        }
        events.add(event("content_block_stop").put("index", index));
    }

    private static String streamed(ObjectNode block) {
        return switch (block.path("type").asText()) {
            case "text" -> "text";
            case "tool_use" -> "input";
            case "thinking" -> "thinking";
            default -> "";
        };
    }

    private ObjectNode piece(int index, String member, String text) {
        ObjectNode event = event("content_block_delta").put("index", index);
        ObjectNode delta = event.putObject("delta");
        switch (member) {
            case "input" -> delta.put("type", "input_json_delta").put("partial_json", text);
            case "thinking" -> delta.put("type", "thinking_delta").put("thinking", text);
            default -> delta.put("type", "text_delta").put("text", text);
        }
        return event;
    }

    private ObjectNode event(String type) {
        return NODES.objectNode().put("type", type);
    }

    private ArrayNode answered() {
        ArrayNode blocks = NODES.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            ObjectNode block = blocks.addObject();
            switch (random.nextInt(4)) {
                case 0 -> block.put("type", "text").put("text", text());
                case 1 -> block.put("type", "thinking").put("thinking", text()).put("signature", "c2ln");
                case 2 -> {
                    block.put("type", "tool_use").put("id", "toolu_" + i).put("name", "f");
                    unknown(block.putObject("input"));
                }
                default -> block.put("type", "not_known_yet");
            }
            unknown(block);
        }
        return blocks;
    }

    private ArrayNode blocks() {
        ArrayNode blocks = NODES.arrayNode();
        for (int i = random.nextInt(4); i >= 0; i--) {
            ObjectNode block = blocks.addObject();
            block.put("type", random.nextBoolean() ? "text" : "not_known_yet").put("text", text());
            unknown(block);
        }
        return blocks;
    }

    private void unknown(ObjectNode into) {
        json.unknown(into);
    }

    private String text() {
        return json.text();
    }
}
