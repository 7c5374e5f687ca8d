package io.breakwater.local.conversation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.rules.Signature;
import java.util.ArrayList;
import java.util.List;

/// A Converse request that the reference allows ("Converse", Amazon Bedrock API Reference), made from a
/// seed. What clients send every day occurs often, what only a few send occurs once in a thousand.
final class GeneratedConverse {
    private static final List<String> TEXTS =
            List.of("Hello", "What is the weather?", "Grüße aus Köln 👋", "{\"a\": 1}", "a\nb");
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    private static final String PDF = "JVBERi0xLjQKJSVFT0YK";

    private final Chance chance;
    private final ObjectNode request = JsonNodeFactory.instance.objectNode();
    private final List<String> tools = new ArrayList<>();
    private int calls;
    private int documents;

    private GeneratedConverse(long seed) {
        this.chance = new Chance(seed);
    }

    static ObjectNode of(long seed) {
        GeneratedConverse conversation = new GeneratedConverse(seed);
        conversation.system();
        conversation.offer();
        conversation.talk();
        GeneratedConverseOptions.write(conversation.chance, conversation.request);
        return conversation.request;
    }

    private void system() {
        if (chance.of(600)) {
            ArrayNode system = request.putArray("system");
            system.addObject().put("text", chance.one(TEXTS));
            mark(system);
        }
    }

    private void offer() {
        int count = chance.of(500) ? 1 + chance.below(4) : 0;
        for (int i = 0; i < count; i++) {
            String name = chance.one("get_weather", "search-web", "f") + i;
            tools.add(name);
            ObjectNode spec = offered().addObject().putObject("toolSpec").put("name", name);
            if (chance.of(700)) {
                spec.put("description", "Does it.");
            }
            spec.putObject("inputSchema").set("json", new GeneratedSchema(chance).ofTool());
            if (chance.of(200)) {
                spec.put("strict", chance.of(800));
            }
        }
        if (count > 0) {
            mark(offered());
            choose();
        }
    }

    private ArrayNode offered() {
        return request.withObject("/toolConfig").withArray("tools");
    }

    private void choose() {
        if (!chance.of(400)) {
            return;
        }
        ObjectNode choice = request.withObject("/toolConfig").putObject("toolChoice");
        switch (chance.below(3)) {
            case 0 -> choice.putObject("auto");
            case 1 -> choice.putObject("any");
            default -> choice.putObject("tool").put("name", chance.one(tools));
        }
    }

    private void talk() {
        user(new ArrayList<>());
        for (int turn = chance.below(4); turn > 0; turn--) {
            user(assistant());
        }
        if (chance.of(20)) {
            message("assistant").addObject().put("text", "It is");
        }
    }

    private ArrayNode message(String role) {
        return request.withArray("messages").addObject().put("role", role).putArray("content");
    }

    /// The ids of the assistant's calls, each of which has a result in the next turn.
    private List<String> assistant() {
        ArrayNode content = message("assistant");
        List<String> ids = new ArrayList<>();
        boolean calling = !tools.isEmpty() && chance.of(600);
        if (chance.of(50)) {
            content.addObject()
                    .putObject("reasoningContent")
                    .putObject("reasoningText")
                    .put("text", "hm")
                    .put("signature", Signature.of("hm"));
        }
        if (!calling || chance.of(500)) {
            content.addObject().put("text", chance.one(TEXTS));
        }
        for (int i = calling ? chance.below(3) : -1; i >= 0; i--) {
            String id = chance.one("tooluse_", "toolu_bdrk_") + calls++;
            ids.add(id);
            ObjectNode use = content.addObject().putObject("toolUse");
            use.put("toolUseId", id).put("name", chance.one(tools));
            ObjectNode input = use.putObject("input");
            if (chance.of(700)) {
                input.put("city", "Köln").put("days", 3);
            }
        }
        return ids;
    }

    private void user(List<String> called) {
        ArrayNode content = message("user");
        called.forEach(id -> result(content.addObject().putObject("toolResult").put("toolUseId", id)));
        if (called.isEmpty() || chance.of(200)) {
            content.addObject().put("text", chance.one(TEXTS));
        }
        if (called.isEmpty() && chance.of(150)) {
            image(content.addObject());
        }
        if (called.isEmpty() && chance.of(100)) {
            document(content.addObject());
        }
        mark(content);
    }

    private void result(ObjectNode result) {
        ObjectNode part = result.putArray("content").addObject();
        switch (chance.below(8)) {
            case 0 -> image(part);
            case 1, 2 -> part.putObject("json").put("degrees", 21);
            default -> part.put("text", chance.one(TEXTS));
        }
        if (chance.of(200)) {
            result.put("status", chance.one("success", "error"));
        }
    }

    private static void image(ObjectNode block) {
        block.putObject("image").put("format", "png").putObject("source").put("bytes", PNG);
    }

    private void document(ObjectNode block) {
        block.putObject("document")
                .put("format", "pdf")
                .put("name", "report " + documents++)
                .putObject("source")
                .put("bytes", PDF);
    }

    private void mark(ArrayNode blocks) {
        if (chance.of(60)) {
            blocks.addObject().putObject("cachePoint").put("type", "default");
        }
    }
}
