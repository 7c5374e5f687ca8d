package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.SharedMembers;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A whole chat completion, gathered from its chunks by the rule of OpenAI's own clients: texts of a
/// delta are concatenated, lists whose items have an `index` are merged item by item, other lists are
/// appended. Unknown members are kept.
final class GatheredChat implements GatheredAnswer {
    static final String GARBLED = "the arguments of a tool call are not JSON";

    private static final String CHOICES = "choices";
    private static final String DELTA = "delta";
    private static final String INDEX = "index";
    private static final String ID = "id";

    /// Texts that may be repeated and are not concatenated.
    private static final Set<String> SAID_ONCE = Set.of("role", "type", ID);

    private final SortedMap<Integer, ObjectNode> choices = new TreeMap<>();

    /// The growing texts, by their object and their name in it.
    private final IdentityHashMap<ObjectNode, Map<String, StringBuilder>> texts = new IdentityHashMap<>();

    private final StreamEnd end;
    private final ObjectNode completion = JsonNodeFactory.instance.objectNode();

    GatheredChat(StreamEnd end) {
        this.end = end;
    }

    @Override
    public void add(ModelEvent event) {
        end.see(event);
        event.payload().forEachEntry((name, value) -> {
            if (name.equals(CHOICES)) {
                completion.putArray(CHOICES);
                value.forEach(this::choice);
            } else if (!value.isNull() || !completion.has(name)) {
                completion.set(name, value);
            }
        });
    }

    private void choice(JsonNode chunk) {
        ObjectNode choice = choices.computeIfAbsent(
                chunk.path(INDEX).asInt(), index -> completion.objectNode().put(INDEX, index));
        chunk.forEachEntry((name, value) -> {
            if (name.equals(DELTA)) {
                goOn(choice.withObjectProperty("message"), value);
            } else if (value instanceof ObjectNode more && choice.path(name) instanceof ObjectNode before) {
                goOn(before, more);
            } else if (!value.isNull() || !choice.has(name)) {
                choice.set(name, value.isObject() ? value.deepCopy() : value);
            }
        });
    }

    private void goOn(ObjectNode whole, JsonNode delta) {
        delta.forEachEntry((name, value) -> {
            JsonNode before = whole.path(name);
            if (before.isTextual() && value.isTextual() && !SAID_ONCE.contains(name)) {
                texts.computeIfAbsent(whole, _ -> new HashMap<>())
                        .computeIfAbsent(name, _ -> new StringBuilder(before.textValue()))
                        .append(value.textValue());
            } else if (before instanceof ObjectNode members && value.isObject()) {
                goOn(members, value);
            } else if (value instanceof ArrayNode more) {
                goOn(
                        before instanceof ArrayNode list
                                ? list
                                : newly(whole, name).putArray(name),
                        more);
            } else if (!value.isNull() || before.isMissingNode()) {
                newly(whole, name).set(name, value.isObject() ? value.deepCopy() : value);
            }
        });
    }

    /// Begins a member anew; a text there before no longer grows.
    private ObjectNode newly(ObjectNode whole, String name) {
        texts.computeIfPresent(whole, (_, members) -> {
            members.remove(name);
            return members;
        });
        return whole;
    }

    /// Writes the texts received so far into their objects.
    private void write() {
        texts.forEach((whole, members) -> members.forEach((name, text) -> whole.put(name, text.toString())));
    }

    private void goOn(ArrayNode list, ArrayNode more) {
        for (JsonNode item : more) {
            Optional<ObjectNode> begun =
                    item.path(INDEX).isInt() ? at(list, item.path(INDEX).asInt()) : Optional.empty();
            begun.ifPresentOrElse(before -> goOn(before, item), () -> list.add(item.deepCopy()));
        }
    }

    private static Optional<ObjectNode> at(ArrayNode list, int index) {
        return list.valueStream()
                .filter(item -> item.path(INDEX).isInt() && item.path(INDEX).asInt() == index)
                .flatMap(item -> item instanceof ObjectNode object ? Stream.of(object) : Stream.empty())
                .findFirst();
    }

    @Override
    public StreamEnd end() {
        return end;
    }

    /// Arguments may be cut at the bound on the output, as the finish reason then says; otherwise the
    /// arguments of a call must be complete.
    @Override
    public Optional<String> defect() {
        write();
        return choices.values().stream().anyMatch(GatheredChat::callsGarbled) ? Optional.of(GARBLED) : Optional.empty();
    }

    private static boolean callsGarbled(ObjectNode choice) {
        return choice.path("finish_reason").asText().equals("tool_calls")
                && garbled(choice.path("message")
                        .path("tool_calls")
                        .valueStream()
                        .map(call -> call.path("function").path("arguments")));
    }

    /// Whether some of these arguments, which OpenAI's APIs have as text, are no JSON.
    static boolean garbled(Stream<JsonNode> arguments) {
        return arguments.filter(JsonNode::isTextual).anyMatch(written -> ToolArguments.garbled(written.textValue()));
    }

    /// Calls have no `index` in whole answers.
    @Override
    public ObjectNode answer() {
        write();
        ObjectNode answer = SharedMembers.of(completion).put("object", "chat.completion");
        ArrayNode all = answer.putArray(CHOICES);
        choices.values().forEach(choice -> {
            choice.path("message").path("tool_calls").forEach(call -> {
                if (call instanceof ObjectNode members) {
                    members.remove(INDEX);
                }
            });
            all.add(choice);
        });
        return answer;
    }
}
