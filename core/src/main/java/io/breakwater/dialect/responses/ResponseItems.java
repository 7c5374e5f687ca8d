package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.JsonLimits;
import io.breakwater.dialect.json.Parsed;
import io.breakwater.dialect.json.StrictJson;
import java.util.Optional;

/// The items of an answer's `output` ("The response object", OpenAI API reference), each with an id
/// derived from the answer's.
final class ResponseItems {
    static final String COMPLETED = "completed";
    static final String INCOMPLETE = "incomplete";
    static final String IN_PROGRESS = "in_progress";

    private ResponseItems() {}

    static String messageId(String requestId, int index) {
        return "msg_" + requestId + "_" + index;
    }

    static String callId(String requestId, int index) {
        return "fc_" + requestId + "_" + index;
    }

    static String customCallId(String requestId, int index) {
        return "ctc_" + requestId + "_" + index;
    }

    static String reasoningId(String requestId, int index) {
        return "rs_" + requestId + "_" + index;
    }

    /// A message without its content.
    static ObjectNode message(String id, String status) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        item.put("id", id).put("type", "message").put("status", status).put("role", "assistant");
        item.putArray("content");
        return item;
    }

    static ObjectNode message(String id, String status, String text) {
        ObjectNode item = message(id, status);
        ((ArrayNode) item.path("content")).add(text(text));
        return item;
    }

    static ObjectNode text(String text) {
        ObjectNode part = JsonNodeFactory.instance.objectNode().put("type", "output_text");
        part.put("text", text).putArray("annotations");
        part.putArray("logprobs");
        return part;
    }

    static ObjectNode call(String id, String status, String callId, String name, String arguments) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("type", "function_call")
                .put("status", status)
                .put("call_id", callId)
                .put("name", name)
                .put("arguments", arguments);
    }

    /// The call of a function in a namespace; unchanged if the namespace is empty.
    static ObjectNode in(String namespace, ObjectNode call) {
        return namespace.isEmpty() ? call : call.put("namespace", namespace);
    }

    static ObjectNode customCall(String id, String status, String callId, String name, String input) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("type", "custom_tool_call")
                .put("status", status)
                .put("call_id", callId)
                .put("name", name)
                .put("input", input);
    }

    /// The text that a model passed to a custom tool, else all its arguments.
    ///
    /// @param arguments as the model wrote them, JSON
    static String input(String arguments) {
        return switch (StrictJson.parse(arguments, JsonLimits.DEFAULT)) {
            case Parsed.Json(ObjectNode given)
            when given.path(ResponsesTools.INPUT).isTextual() ->
                given.path(ResponsesTools.INPUT).textValue();
            case Parsed.Json _, Parsed.Problem _ -> arguments;
        };
    }

    /// @param text empty if the thinking is not shown
    /// @param sealed the form that clients send back; empty if it cannot come back
    static ObjectNode reasoning(String id, String status, String text, Optional<String> sealed) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        item.put("id", id).put("type", "reasoning").put("status", status);
        ArrayNode summary = item.putArray("summary");
        if (!text.isEmpty()) {
            summary.add(summary(text));
        }
        sealed.ifPresent(content -> item.put("encrypted_content", content));
        return item;
    }

    static ObjectNode summary(String text) {
        return JsonNodeFactory.instance.objectNode().put("type", "summary_text").put("text", text);
    }
}
