package io.breakwater.local.conversation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// A chat completion that OpenAI's reference allows ("Create chat completion", OpenAI API reference),
/// made from a seed. What clients send every day occurs often, what only a few send occurs once in a
/// thousand.
final class GeneratedChat {
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    private static final String PDF = "JVBERi0xLjQKJSVFT0YK";
    private static final List<String> TEXTS =
            List.of("Hello", "What is the weather?", "", " \n", "Grüße aus Köln 👋", "{\"a\": 1}", "a\u0000b");

    private final long seed;
    private final Chance chance;
    private final ObjectNode request = JsonNodeFactory.instance.objectNode();
    private final ArrayNode messages = request.put("model", "m").putArray("messages");
    private List<String> tools = List.of();
    private int calls;

    private GeneratedChat(long seed) {
        this.seed = seed;
        this.chance = new Chance(seed);
    }

    static ObjectNode of(long seed) {
        GeneratedChat chat = new GeneratedChat(seed);
        GeneratedTools tools = new GeneratedTools(chat.chance, chat.request);
        chat.tools = tools.offer();
        chat.talk();
        tools.choose();
        GeneratedOptions.write(chat.chance, chat.request);
        return chat.request;
    }

    private void talk() {
        if (chance.of(600)) {
            text(messages.addObject().put("role", chance.one("system", "developer")));
        }
        if (chance.of(30)) {
            assistant(false);
        }
        for (int turn = chance.below(5); turn >= 0; turn--) {
            user();
            if (turn > 0 || chance.of(100)) {
                boolean called = assistant(chance.of(400));
                if (called && chance.of(500)) {
                    assistant(false);
                }
            }
        }
        if (!messages.get(messages.size() - 1).path("role").asText().equals("tool") && chance.of(950)) {
            user();
        }
    }

    private void user() {
        ObjectNode message = messages.addObject().put("role", "user");
        if (chance.of(100)) {
            message.put("name", chance.one("ada", "grace"));
        }
        if (chance.of(700)) {
            text(message);
            return;
        }
        ArrayNode parts = message.putArray("content");
        for (int i = chance.below(3); i >= 0; i--) {
            part(parts.addObject());
        }
        CacheMark.sometimes(chance, message);
    }

    private void part(ObjectNode part) {
        switch (chance.below(5)) {
            case 0 -> {
                part.put("type", "image_url");
                part.putObject("image_url")
                        .put("url", chance.one("data:image/png;base64,", "data:image/PNG;charset=x;base64,") + PNG)
                        .put("detail", chance.one("auto", "low", "high"));
            }
            case 1 -> {
                part.put("type", "file");
                part.putObject("file")
                        .put("filename", chance.one("a.pdf", "b  (1)_ü.pdf"))
                        .put("file_data", "data:application/pdf;base64," + PDF);
            }
            default -> {
                part.put("type", "text").put("text", chance.one(TEXTS));
                CacheMark.sometimes(chance, part);
            }
        }
    }

    private void text(ObjectNode message) {
        if (chance.of(800)) {
            message.put("content", chance.one(TEXTS));
        } else {
            message.putArray("content").addObject().put("type", "text").put("text", chance.one(TEXTS));
        }
    }

    /// Whether the assistant called tools, in which case their results follow.
    private boolean assistant(boolean calling) {
        ObjectNode message = messages.addObject().put("role", "assistant");
        if (!calling) {
            if (chance.of(900)) {
                text(message);
            } else {
                message.putNull("content").put("refusal", "I cannot.");
            }
            if (chance.of(100)) {
                message.put("reasoning_content", "hm").putArray("annotations");
            }
            return false;
        }
        if (chance.of(300)) {
            text(message);
        } else {
            message.putNull("content");
        }
        List<String> ids = new ArrayList<>();
        for (int i = chance.below(3); i >= 0; i--) {
            ids.add(call(message.withArray("tool_calls").addObject()));
        }
        Collections.shuffle(ids, new Random(seed));
        ids.forEach(this::result);
        return true;
    }

    private String call(ObjectNode call) {
        String id = switch (chance.below(10)) {
            case 0 -> "functions.f:" + calls;
            case 1 -> "call/" + "x".repeat(80) + calls;
            default -> "call_" + calls;
        };
        calls++;
        call.put("id", id).put("type", "function");
        call.putObject("function")
                .put("name", tools.isEmpty() ? "gone" : chance.one(tools))
                .put("arguments", chance.one("{}", "{\"city\":\"Köln\"}", "", "{\"city\":\"Kö", "null"));
        return id;
    }

    private void result(String id) {
        ObjectNode message = messages.addObject().put("role", "tool").put("tool_call_id", id);
        text(message);
    }
}
