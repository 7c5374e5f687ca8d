package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.GeneratedJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Requests and answers in the language of OpenAI's chat completions, made from a seed, with members
/// and parts that the gateway does not know.
final class GeneratedChats {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String[] ROLES = {"system", "developer", "user", "assistant", "tool", "not_known_yet"};

    private final Random random;
    private final GeneratedJson json;

    GeneratedChats(long seed) {
        this.random = new Random(seed);
        this.json = new GeneratedJson(random);
    }

    ObjectNode request() {
        ObjectNode request = NODES.objectNode();
        json.unknown(request);
        request.put("model", "gpt");
        if (random.nextBoolean()) {
            request.put(random.nextBoolean() ? "max_tokens" : "max_completion_tokens", 1 + random.nextInt(4_000));
        }
        if (random.nextBoolean()) {
            request.put("stream", true).putObject("stream_options").put("include_obfuscation", random.nextBoolean());
        }
        ArrayNode messages = request.putArray("messages");
        for (int i = random.nextInt(4); i >= 0; i--) {
            ObjectNode message = messages.addObject();
            message.put("role", ROLES[random.nextInt(ROLES.length)]);
            message.set("content", random.nextBoolean() ? NODES.textNode(json.text()) : parts());
            json.unknown(message);
        }
        if (random.nextBoolean()) {
            request.put("reasoning_effort", "none").put("temperature", 0.5);
            request.set("tools", parts());
        }
        if (random.nextBoolean()) {
            request.put("user", json.text())
                    .put("seed", random.nextInt())
                    .putObject("metadata")
                    .put("a", json.text());
        }
        json.unknown(request);
        return request;
    }

    private ArrayNode parts() {
        ArrayNode parts = NODES.arrayNode();
        for (int i = random.nextInt(4); i >= 0; i--) {
            ObjectNode part = parts.addObject();
            part.put("type", random.nextBoolean() ? "text" : "not_known_yet").put("text", json.text());
            json.unknown(part);
        }
        return parts;
    }

    ObjectNode answer() {
        ObjectNode answer = NODES.objectNode();
        answer.put("id", "chatcmpl-" + random.nextInt()).put("object", "chat.completion");
        answer.put("created", random.nextInt(1 << 30)).put("model", "gpt-" + random.nextInt());
        ArrayNode choices = answer.putArray("choices");
        for (int i = 0; i <= random.nextInt(2); i++) {
            choices.add(choice(i));
        }
        ObjectNode usage = answer.putObject("usage");
        usage.put("prompt_tokens", 2_000 + random.nextInt(1_000)).put("completion_tokens", random.nextInt(1_000));
        usage.putObject("prompt_tokens_details")
                .put("cached_tokens", random.nextInt(1_000))
                .put("cache_write_tokens", random.nextInt(1_000));
        json.unknown(usage);
        json.unknown(answer);
        return answer;
    }

    private ObjectNode choice(int index) {
        ObjectNode choice = NODES.objectNode().put("index", index);
        ObjectNode message =
                choice.putObject("message").put("role", "assistant").put("content", json.text());
        if (random.nextBoolean()) {
            message.put("reasoning_content", json.text());
        }
        json.unknown(message);
        boolean calls = random.nextBoolean();
        if (calls) {
            ArrayNode list = message.putArray("tool_calls");
            for (int i = random.nextInt(2); i >= 0; i--) {
                ObjectNode call = list.addObject().put("id", "call_" + i).put("type", "function");
                json.unknown(call);
                ObjectNode arguments = NODES.objectNode();
                json.unknown(arguments);
                call.putObject("function").put("name", "f").put("arguments", arguments.toString());
            }
        }
        choice.put("finish_reason", calls ? "tool_calls" : "stop");
        return choice;
    }

    /// The stream that would have delivered this answer.
    List<ObjectNode> events(ObjectNode answer) {
        List<ObjectNode> events = new ArrayList<>();
        for (JsonNode choice : answer.path("choices")) {
            choice(answer, (ObjectNode) choice, events);
        }
        ObjectNode last = head(answer);
        last.putArray("choices");
        last.set("usage", answer.get("usage"));
        events.add(last);
        return events;
    }

    private static ObjectNode head(ObjectNode answer) {
        ObjectNode head = answer.deepCopy();
        head.remove(List.of("choices", "usage"));
        return head.put("object", "chat.completion.chunk");
    }

    private void choice(ObjectNode answer, ObjectNode choice, List<ObjectNode> events) {
        ObjectNode message = (ObjectNode) choice.get("message");
        int index = choice.get("index").intValue();
        ObjectNode opening = message.deepCopy();
        opening.remove("tool_calls");
        opening.put("content", "");
        if (opening.has("reasoning_content")) {
            opening.put("reasoning_content", "");
        }
        events.add(chunk(answer, index, opening));
        for (String member : List.of("reasoning_content", "content")) {
            for (String piece : pieces(message.path(member).asText())) {
                events.add(chunk(answer, index, NODES.objectNode().put(member, piece)));
            }
        }
        int at = 0;
        for (JsonNode call : message.path("tool_calls")) {
            call(answer, index, at++, (ObjectNode) call, events);
        }
        ObjectNode end = chunk(answer, index, NODES.objectNode());
        ((ObjectNode) end.path("choices").path(0)).set("finish_reason", choice.get("finish_reason"));
        events.add(end);
    }

    private void call(ObjectNode answer, int choice, int index, ObjectNode call, List<ObjectNode> events) {
        ObjectNode begun = call.deepCopy();
        ((ObjectNode) begun.get("function")).put("arguments", "");
        events.add(chunk(answer, choice, calling(index, begun)));
        for (String piece : pieces(call.at("/function/arguments").asText())) {
            ObjectNode more = NODES.objectNode();
            more.putObject("function").put("arguments", piece);
            events.add(chunk(answer, choice, calling(index, more)));
        }
    }

    private static ObjectNode calling(int index, ObjectNode call) {
        ObjectNode delta = NODES.objectNode();
        ObjectNode numbered = delta.putArray("tool_calls").addObject().put("index", index);
        numbered.setAll(call);
        return delta;
    }

    private static ObjectNode chunk(ObjectNode answer, int index, ObjectNode delta) {
        ObjectNode chunk = head(answer);
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", index);
        choice.set("delta", delta);
        choice.putNull("finish_reason");
        chunk.putNull("usage");
        return chunk;
    }

    private List<String> pieces(String whole) {
        if (whole.isEmpty()) {
            return List.of();
        }
        int at = whole.offsetByCodePoints(0, random.nextInt(whole.codePointCount(0, whole.length())));
        return List.of(whole.substring(0, at), whole.substring(at));
    }
}
