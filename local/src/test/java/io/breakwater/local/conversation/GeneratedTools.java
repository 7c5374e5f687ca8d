package io.breakwater.local.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// The tools of a [GeneratedChat] and how the model must choose among them.
final class GeneratedTools {
    private final Chance chance;
    private final ObjectNode request;
    private final List<String> tools = new ArrayList<>();

    GeneratedTools(Chance chance, ObjectNode request) {
        this.chance = chance;
        this.request = request;
    }

    /// Adds tools and returns their names.
    List<String> offer() {
        int count = chance.of(500) ? 1 + chance.below(4) : 0;
        for (int i = 0; i < count; i++) {
            String name = chance.one("get_weather", "search-web", "f") + i;
            tools.add(name);
            ObjectNode tool = request.withArray("tools").addObject().put("type", "function");
            ObjectNode function = tool.putObject("function").put("name", name);
            if (chance.of(700)) {
                function.put("description", chance.one("Does it.", ""));
            }
            if (chance.of(900)) {
                function.set("parameters", new GeneratedSchema(chance).ofTool());
            }
            if (chance.of(300)) {
                function.put("strict", chance.of(800));
            }
            CacheMark.sometimes(chance, tool);
        }
        return tools;
    }

    void choose() {
        if (tools.isEmpty() || chance.of(500)) {
            return;
        }
        switch (chance.below(5)) {
            case 0, 1, 2 -> request.put("tool_choice", chance.one("auto", "none", "required"));
            case 3 -> named(request.putObject("tool_choice"));
            default -> {
                ObjectNode choice = request.putObject("tool_choice").put("type", "allowed_tools");
                ObjectNode allowed = choice.putObject("allowed_tools").put("mode", chance.one("auto", "required"));
                named(allowed.putArray("tools").addObject());
            }
        }
        if (chance.of(300)) {
            request.put("parallel_tool_calls", chance.of(500));
        }
    }

    private void named(ObjectNode choice) {
        choice.put("type", "function").putObject("function").put("name", chance.one(tools));
    }
}
