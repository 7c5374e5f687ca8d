package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.WholeCharacters;
import java.util.List;

/// One item of a streamed answer: its state until it is done, and its events.
final class StreamedItem {
    private enum Kind {
        MESSAGE,
        CALL,
        CUSTOM_CALL,
        REASONING
    }

    private final Kind kind;
    private final String id;
    private final int index;
    private final String callId;
    private final String name;
    private final String namespace;
    private final WholeCharacters characters = new WholeCharacters();
    private final StringBuilder text = new StringBuilder();
    private final CustomInput input = new CustomInput();
    private final StringBuilder signature = new StringBuilder();
    private String hidden = "";
    private boolean ended;

    private StreamedItem(Kind kind, String id, int index, String callId, String name, String namespace) {
        this.kind = kind;
        this.id = id;
        this.index = index;
        this.callId = callId;
        this.name = name;
        this.namespace = namespace;
    }

    static StreamedItem message(ResponseObject response, int index) {
        String id = ResponseItems.messageId(response.answered().requestId(), index);
        return new StreamedItem(Kind.MESSAGE, id, index, "", "", "");
    }

    static StreamedItem reasoning(ResponseObject response, int index) {
        String id = ResponseItems.reasoningId(response.answered().requestId(), index);
        return new StreamedItem(Kind.REASONING, id, index, "", "", "");
    }

    /// @param offered tells which kind of tool is called
    /// @param use the start of a `toolUse`
    static StreamedItem call(ResponseObject response, ResponsesTools.Offered offered, int index, JsonNode use) {
        String requestId = response.answered().requestId();
        String callId = use.path("toolUseId").asText();
        String name = use.path("name").asText();
        return offered.isCustom(name)
                ? new StreamedItem(
                        Kind.CUSTOM_CALL, ResponseItems.customCallId(requestId, index), index, callId, name, "")
                : new StreamedItem(
                        Kind.CALL,
                        ResponseItems.callId(requestId, index),
                        index,
                        callId,
                        offered.name(name),
                        offered.space(name));
    }

    boolean isMessage() {
        return kind == Kind.MESSAGE;
    }

    boolean isReasoning() {
        return kind == Kind.REASONING;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /// Whether the model has ended the item.
    boolean ended() {
        return ended;
    }

    void sign(String piece) {
        signature.append(piece);
    }

    void hide(String data) {
        hidden += data;
    }

    List<ObjectNode> begin() {
        ObjectNode added = event("response.output_item.added");
        added.set("item", item(ResponseItems.IN_PROGRESS, ""));
        if (kind != Kind.MESSAGE) {
            return List.of(added);
        }
        ObjectNode part = at("response.content_part.added", "content_index");
        part.set("part", ResponseItems.text(""));
        return List.of(added, part);
    }

    List<ObjectNode> piece(String more) {
        return passed(characters.next(kind == Kind.CUSTOM_CALL ? input.next(more) : more));
    }

    /// Ends the item's text, with a replacement for half a character that was never completed.
    List<ObjectNode> end() {
        ended = true;
        return passed(characters.rest());
    }

    private List<ObjectNode> passed(String more) {
        if (more.isEmpty()) {
            return List.of();
        }
        boolean first = text.isEmpty();
        text.append(more);
        return switch (kind) {
            case MESSAGE -> {
                ObjectNode delta =
                        at("response.output_text.delta", "content_index").put("delta", more);
                delta.putArray("logprobs");
                yield List.of(delta);
            }
            case CALL -> List.of(at("response.function_call_arguments.delta").put("delta", more));
            case CUSTOM_CALL ->
                List.of(at("response.custom_tool_call_input.delta").put("delta", more));
            case REASONING -> {
                ObjectNode delta = at("response.reasoning_summary_text.delta", "summary_index")
                        .put("delta", more);
                yield first ? List.of(summary("added", ""), delta) : List.of(delta);
            }
        };
    }

    /// @param output the list to which the item is added
    List<ObjectNode> done(String status, ArrayNode output) {
        String whole = whole();
        ObjectNode item = item(status, whole);
        output.add(item);
        ObjectNode done = event("response.output_item.done");
        done.set("item", item);
        return switch (kind) {
            case MESSAGE -> {
                ObjectNode said =
                        at("response.output_text.done", "content_index").put("text", whole);
                said.putArray("logprobs");
                ObjectNode part = at("response.content_part.done", "content_index");
                part.set("part", ResponseItems.text(whole));
                yield List.of(said, part, done);
            }
            case CALL ->
                List.of(
                        at("response.function_call_arguments.done")
                                .put("name", name)
                                .put("arguments", whole),
                        done);
            case CUSTOM_CALL -> {
                ObjectNode given = at("response.custom_tool_call_input.done").put("input", whole);
                yield input.begun()
                        ? List.of(given, done)
                        : List.of(at("response.custom_tool_call_input.delta").put("delta", whole), given, done);
            }
            case REASONING ->
                whole.isEmpty()
                        ? List.of(done)
                        : List.of(
                                at("response.reasoning_summary_text.done", "summary_index")
                                        .put("text", whole),
                                summary("done", whole),
                                done);
        };
    }

    /// The whole input. A custom tool's input is inside JSON; if that JSON is not as expected, the
    /// input is sent once it is whole.
    private String whole() {
        return switch (kind) {
            case CALL -> text.isEmpty() ? "{}" : text.toString();
            case CUSTOM_CALL -> input.begun() ? text.toString() : ResponseItems.input(input.written());
            case MESSAGE, REASONING -> text.toString();
        };
    }

    private ObjectNode summary(String what, String whole) {
        ObjectNode part = at("response.reasoning_summary_part." + what, "summary_index");
        part.set("part", ResponseItems.summary(whole));
        return part;
    }

    private ObjectNode item(String status, String whole) {
        return switch (kind) {
            case MESSAGE ->
                status.equals(ResponseItems.IN_PROGRESS)
                        ? ResponseItems.message(id, status)
                        : ResponseItems.message(id, status, whole);
            case CALL -> ResponseItems.in(namespace, ResponseItems.call(id, status, callId, name, whole));
            case CUSTOM_CALL -> ResponseItems.customCall(id, status, callId, name, whole);
            case REASONING ->
                ResponseItems.reasoning(
                        id,
                        status,
                        whole,
                        hidden.isEmpty() ? Thought.sealed(whole, signature.toString()) : Thought.hidden(hidden));
        };
    }

    private ObjectNode at(String type, String part) {
        return at(type).put(part, 0);
    }

    private ObjectNode at(String type) {
        return event(type).put("item_id", id);
    }

    private ObjectNode event(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type).put("output_index", index);
    }
}
