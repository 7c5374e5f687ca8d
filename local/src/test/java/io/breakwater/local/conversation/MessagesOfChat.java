package io.breakwater.local.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.CallIds;
import java.util.List;

/// A [GeneratedChat] as a request of Anthropic's Messages ("Create a Message", Claude API reference),
/// with members that only these have, from the same seed.
final class MessagesOfChat {
    private static final String DATA = ";base64,";

    private final ObjectNode chat;
    private final Chance chance;
    private final ObjectNode request = JsonNodeFactory.instance.objectNode().put("model", "m");
    private final ArrayNode messages = request.putArray("messages");

    private MessagesOfChat(ObjectNode chat, long seed) {
        this.chat = chat;
        this.chance = new Chance(-seed);
    }

    static ObjectNode of(long seed) {
        MessagesOfChat made = new MessagesOfChat(GeneratedChat.of(seed), seed);
        made.messages.addObject().put("role", "user").put("content", "Hello");
        made.chat.path("messages").forEach(made::message);
        made.tools();
        made.settings();
        made.rare();
        return made.request;
    }

    private void message(JsonNode message) {
        switch (message.path("role").asText()) {
            case "system", "developer" -> request.put("system", text(message));
            case "user" -> user(message);
            case "tool" -> result(message);
            default -> assistant(message);
        }
    }

    /// Claude does not accept texts of white space alone.
    private static String text(JsonNode message) {
        JsonNode content = message.path("content");
        String text = content.isTextual()
                ? content.textValue()
                : content.path(0).path("text").asText();
        return text.isBlank() ? "x" : text;
    }

    private void user(JsonNode message) {
        ObjectNode own = messages.addObject().put("role", "user");
        if (message.path("content").isTextual()) {
            own.put("content", text(message));
            return;
        }
        ArrayNode blocks = own.putArray("content");
        if (chance.of(100)) {
            document(blocks.addObject().put("type", "document"));
        }
        for (JsonNode part : message.path("content")) {
            String url = part.at("/image_url/url").asText();
            if (!url.contains(DATA)) {
                String text = part.path("text").asText();
                blocks.addObject().put("type", "text").put("text", text.isBlank() ? "x" : text);
            } else {
                blocks.addObject()
                        .put("type", "image")
                        .putObject("source")
                        .put("type", "base64")
                        .put("media_type", "image/png")
                        .put("data", url.substring(url.indexOf(DATA) + DATA.length()));
            }
        }
    }

    private void document(ObjectNode document) {
        ObjectNode source = document.put("title", chance.one("a.pdf", "Das Haus!", ""))
                .putObject("source")
                .put("type", chance.one("base64", "text"));
        boolean text = source.path("type").asText().equals("text");
        source.put("media_type", text ? "text/plain" : "application/pdf").put("data", text ? "so" : "JVBERi0xLjQ=");
    }

    private void assistant(JsonNode message) {
        ArrayNode blocks = messages.addObject().put("role", "assistant").putArray("content");
        JsonNode calls = message.path("tool_calls");
        if (!calls.isEmpty() && chance.of(300)) {
            blocks.addObject()
                    .put("type", "thinking")
                    .put("thinking", "hm")
                    .put("signature", chance.one("claudes", "openai:rs_1:gAAAAA"));
        }
        if (calls.isEmpty() || chance.of(300)) {
            blocks.addObject().put("type", "text").put("text", text(message));
        }
        for (JsonNode call : calls) {
            ObjectNode use = blocks.addObject().put("type", "tool_use").put("id", id(call.path("id")));
            use.set("name", call.at("/function/name"));
            use.set("input", CallIds.arguments(call.at("/function/arguments").asText()));
        }
    }

    private static String id(JsonNode id) {
        return "toolu_" + Integer.toHexString(id.asText().hashCode());
    }

    private void result(JsonNode message) {
        JsonNode last = messages.get(messages.size() - 1);
        boolean goesOn = last.at("/content/0/type").asText().equals("tool_result");
        ArrayNode blocks = goesOn && last.path("content") instanceof ArrayNode before
                ? before
                : messages.addObject().put("role", "user").putArray("content");
        blocks.addObject()
                .put("type", "tool_result")
                .put("tool_use_id", id(message.path("tool_call_id")))
                .put("content", text(message));
    }

    private void tools() {
        for (JsonNode tool : chat.path("tools")) {
            ObjectNode own = request.withArray("tools").addObject();
            own.set("name", tool.at("/function/name"));
            own.set(
                    "input_schema",
                    tool.path("function").path("parameters").isObject()
                            ? tool.path("function").path("parameters")
                            : own.objectNode().put("type", "object"));
        }
        JsonNode choice = chat.path("tool_choice");
        if (choice.isTextual()) {
            String type = choice.asText().equals("required") ? "any" : choice.asText();
            request.putObject("tool_choice").put("type", type);
        } else if (choice.has("function")) {
            request.putObject("tool_choice").put("type", "tool").set("name", choice.at("/function/name"));
        }
    }

    private void settings() {
        request.put("max_tokens", Math.max(1, chat.path("max_tokens").asInt(1_024)));
        for (String name : List.of("temperature", "top_p", "top_k", "stream")) {
            if (chat.has(name)) {
                request.set(name, chat.path(name));
            }
        }
        if (chat.has("stop")) {
            request.set("stop_sequences", chat.path("stop"));
        }
        if (chat.has("user")) {
            request.putObject("metadata").put("user_id", "u");
        }
        if (chance.of(100)) {
            request.putObject("output_config").put("effort", chance.one("low", "medium", "high", "max"));
        }
        if (chance.of(100)) {
            request.putObject("thinking").put("type", chance.one("adaptive", "disabled"));
        } else if (chance.of(50)) {
            request.put("max_tokens", 3_000)
                    .putObject("thinking")
                    .put("type", "enabled")
                    .put("budget_tokens", 1_024);
        }
        if (chance.of(100)) {
            ObjectNode schema = request.withObject("/output_config")
                    .putObject("format")
                    .put("type", "json_schema")
                    .putObject("schema");
            schema.put("type", "object").put("additionalProperties", false).putObject("properties");
            schema.putArray("required");
        }
        if (chance.of(50)) {
            request.put("service_tier", chance.one("auto", "standard_only"));
        }
    }

    /// Members that no model accepts, each once in a thousand.
    private void rare() {
        if (chance.of(1)) {
            request.put("inference_geo", "us");
        }
        if (chance.of(1)) {
            request.put("service_tier", "priority");
        }
        if (chance.of(1)) {
            request.putObject("context_management")
                    .putArray("edits")
                    .addObject()
                    .put("type", "compact_20260112");
        }
        if (chance.of(1)) {
            request.put("guardrailIdentifier", "g");
        }
    }
}
