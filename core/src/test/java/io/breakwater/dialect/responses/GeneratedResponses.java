package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.GeneratedJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Requests and answers of OpenAI's Responses, made from a seed, with members, items and tools that the
/// gateway does not know.
final class GeneratedResponses {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String[] ITEMS = {
        "message", "reasoning", "function_call", "function_call_output", "custom_tool_call", "not_known_yet"
    };
    private static final String[] TOOLS = {"function", "custom", "apply_patch", "namespace", "not_known_yet"};

    private final Random random;
    private final GeneratedJson json;

    GeneratedResponses(long seed) {
        this.random = new Random(seed);
        this.json = new GeneratedJson(random);
    }

    ObjectNode request() {
        ObjectNode request = NODES.objectNode();
        json.unknown(request);
        request.put("model", "gpt");
        if (random.nextBoolean()) {
            request.put("max_output_tokens", 16 + random.nextInt(4_000));
        }
        if (random.nextBoolean()) {
            request.put("stream", random.nextBoolean());
        }
        if (random.nextBoolean()) {
            request.put("store", random.nextBoolean());
        }
        if (random.nextBoolean()) {
            request.put("instructions", json.text());
        }
        request.set("input", random.nextInt(4) == 0 ? NODES.textNode(json.text()) : listed(ITEMS));
        if (random.nextBoolean()) {
            request.set("tools", listed(TOOLS));
        }
        if (random.nextBoolean()) {
            json.unknown(request.putObject("reasoning").put("effort", "low"));
        }
        json.unknown(request);
        return request;
    }

    ObjectNode answer() {
        ObjectNode answer = NODES.objectNode();
        boolean cut = random.nextInt(4) == 0;
        answer.put("id", "resp_" + random.nextInt()).put("object", "response").put("created_at", random.nextInt());
        answer.put("status", cut ? "incomplete" : "completed").putNull("error");
        if (cut) {
            answer.putObject("incomplete_details").put("reason", "max_output_tokens");
        }
        answer.put("model", "gpt-" + random.nextInt());
        answer.set("output", listed(ITEMS));
        ObjectNode usage = answer.putObject("usage");
        usage.put("input_tokens", 500 + random.nextInt(1_000)).put("output_tokens", random.nextInt(1_000));
        usage.putObject("input_tokens_details")
                .put("cached_tokens", random.nextInt(200))
                .put("cache_write_tokens", random.nextInt(200));
        json.unknown(usage);
        json.unknown(answer);
        return answer;
    }

    /// The stream that would have delivered this answer.
    List<ObjectNode> events(ObjectNode answer) {
        List<ObjectNode> events = new ArrayList<>();
        ObjectNode begun = answer.deepCopy();
        begun.put("status", "in_progress").putArray("output");
        begun.putNull("usage");
        events.add(whole("response.created", begun));
        int index = 0;
        for (JsonNode item : answer.path("output")) {
            ObjectNode added = NODES.objectNode().put("type", "response.output_item.added");
            added.put("output_index", index).set("item", item);
            events.add(added);
            ObjectNode delta = NODES.objectNode().put("type", "response.output_text.delta");
            delta.put("output_index", index++).put("delta", json.text());
            json.unknown(delta);
            events.add(delta);
            ObjectNode other = NODES.objectNode().put("type", "response.not_known_yet");
            json.unknown(other);
            events.add(other);
        }
        events.add(whole("response." + answer.path("status").asText(), answer));
        int sequence = 0;
        for (ObjectNode event : events) {
            event.put("sequence_number", sequence++);
        }
        return events;
    }

    private static ObjectNode whole(String type, ObjectNode response) {
        ObjectNode event = NODES.objectNode().put("type", type);
        event.set("response", response);
        return event;
    }

    private ArrayNode listed(String[] types) {
        ArrayNode items = NODES.arrayNode();
        for (int i = random.nextInt(4); i >= 0; i--) {
            ObjectNode item = items.addObject();
            item.put("type", types[random.nextInt(types.length)]).put("text", json.text());
            if (item.path("type").asText().equals("reasoning")) {
                item.put("encrypted_content", "gAAAA" + random.nextInt());
            }
            json.unknown(item);
        }
        return items;
    }
}
