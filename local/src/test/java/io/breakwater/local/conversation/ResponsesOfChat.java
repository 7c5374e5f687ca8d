package io.breakwater.local.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// A [GeneratedChat] as a request for a response ("Create a model response", OpenAI API reference),
/// with members that only this has, from the same seed.
final class ResponsesOfChat {
    private static final List<String> SAME = List.of(
            "model",
            "temperature",
            "top_p",
            "stream",
            "parallel_tool_calls",
            "thinking",
            "top_k",
            "user",
            "store",
            "service_tier",
            "metadata");

    private final ObjectNode chat;
    private final Chance chance;
    private final ObjectNode request = JsonNodeFactory.instance.objectNode();
    private final ArrayNode input;

    private ResponsesOfChat(ObjectNode chat, long seed) {
        this.chat = chat;
        this.chance = new Chance(-seed);
        SAME.stream().filter(chat::has).forEach(name -> request.set(name, chat.path(name)));
        if (request.path("temperature").asDouble() > 1) {
            request.put("temperature", 1);
        }
        this.input = request.putArray("input");
    }

    static ObjectNode of(long seed) {
        ResponsesOfChat made = new ResponsesOfChat(GeneratedChat.of(seed), seed);
        made.chat.path("messages").forEach(made::message);
        made.tools();
        made.settings();
        made.own();
        made.rare();
        return made.request;
    }

    private void message(JsonNode message) {
        String role = message.path("role").asText();
        if (role.equals("tool")) {
            ObjectNode output = item("function_call_output");
            output.set("call_id", message.path("tool_call_id"));
            output.put("output", text(message.path("content")));
            return;
        }
        boolean calls = message.path("tool_calls").isArray();
        if (!calls || message.path("content").isTextual()) {
            ObjectNode own = input.addObject().put("role", role);
            content(own, message, role.equals("assistant"));
        }
        if (calls && chance.of(300)) {
            ObjectNode thought = item("reasoning").put("encrypted_content", "gAAAAAx");
            thought.putArray("summary");
        }
        message.path("tool_calls").forEach(this::call);
    }

    private static String text(JsonNode content) {
        return content.isTextual()
                ? content.textValue()
                : content.path(0).path("text").asText();
    }

    private static void content(ObjectNode message, JsonNode from, boolean said) {
        if (from.path("content").isTextual()) {
            message.set("content", from.path("content"));
            return;
        }
        ArrayNode parts = message.putArray("content");
        if (from.has("refusal")) {
            parts.addObject().put("type", "refusal").set("refusal", from.path("refusal"));
        }
        from.path("content").forEach(part -> part(parts.addObject(), part, said));
    }

    private static void part(ObjectNode own, JsonNode part, boolean said) {
        switch (part.path("type").asText()) {
            case "image_url" -> {
                own.put("type", "input_image").set("image_url", part.at("/image_url/url"));
                own.set("detail", part.path("image_url").path("detail"));
            }
            case "file" -> own.put("type", "input_file").setAll((ObjectNode) part.path("file"));
            default -> own.put("type", said ? "output_text" : "input_text").set("text", part.path("text"));
        }
    }

    private void call(JsonNode call) {
        ObjectNode own = item("function_call");
        own.set("call_id", call.path("id"));
        own.setAll((ObjectNode) call.path("function"));
    }

    private ObjectNode item(String type) {
        return input.addObject().put("type", type);
    }

    private void tools() {
        chat.path("tools").forEach(tool -> {
            ObjectNode own = request.withArray("tools").addObject().put("type", "function");
            own.setAll((ObjectNode) tool.path("function"));
        });
        JsonNode choice = chat.path("tool_choice");
        if (choice.isTextual()) {
            request.set("tool_choice", choice);
        } else if (choice.has("function")) {
            request.putObject("tool_choice").put("type", "function").set("name", choice.at("/function/name"));
        } else if (choice.isObject()) {
            ObjectNode own = request.putObject("tool_choice").put("type", "allowed_tools");
            own.set("mode", choice.at("/allowed_tools/mode"));
            own.putArray("tools")
                    .addObject()
                    .put("type", "function")
                    .set("name", choice.at("/allowed_tools/tools/0/function/name"));
        }
    }

    private void settings() {
        for (String bound : List.of("max_tokens", "max_completion_tokens")) {
            if (chat.has(bound)) {
                request.put("max_output_tokens", Math.max(16, chat.path(bound).asInt()));
            }
        }
        if (chat.has("reasoning_effort")) {
            request.putObject("reasoning").set("effort", chat.path("reasoning_effort"));
        }
        JsonNode format = chat.path("response_format");
        if (format.isObject()) {
            ObjectNode own = request.putObject("text").putObject("format");
            own.set("type", format.path("type"));
            if (format.has("json_schema")) {
                own.setAll((ObjectNode) format.path("json_schema"));
            }
        }
    }

    private void own() {
        if (chance.of(300)) {
            request.put("instructions", chance.one("Be brief.", ""));
        }
        if (chance.of(100)) {
            request.putArray("include").add("reasoning.encrypted_content");
        }
        if (chance.of(50)) {
            request.put("truncation", chance.one("auto", "disabled"));
        }
        if (chance.of(50)) {
            request.withObject("/text").put("verbosity", chance.one("low", "medium", "high"));
        }
        if (chance.of(30)) {
            request.withArray("tools").addObject().put("type", "custom").put("name", "patch");
        }
    }

    /// Members that no model accepts, each once in a thousand.
    private void rare() {
        if (chance.of(1)) {
            request.put("background", true);
        }
        if (chance.of(1)) {
            request.put("conversation", "conv_1");
        }
        if (chance.of(1)) {
            request.put("previous_response_id", "resp_1");
        }
        if (chance.of(1)) {
            request.putObject("prompt").put("id", "pmpt_1");
        }
        if (chance.of(1)) {
            request.withArray("tools").addObject().put("type", chance.one("web_search", "mcp", "file_search"));
        }
        if (chance.of(1)) {
            item("item_reference").put("id", "msg_1");
        }
        if (chance.of(1)) {
            elsewhere().put("type", "input_image").put("image_url", "https://example.org/a.png");
        }
        if (chance.of(1)) {
            elsewhere().put("type", "input_file").put("file_url", "https://example.org/a.pdf");
        }
        if (chance.of(1)) {
            elsewhere().put("type", "input_file").put("file_id", "file-1");
        }
    }

    private ObjectNode elsewhere() {
        return input.addObject().put("role", "user").putArray("content").addObject();
    }
}
