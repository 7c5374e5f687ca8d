package io.breakwater.local.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// The members of a chat completion beside messages and tools.
final class GeneratedOptions {

    private GeneratedOptions() {}

    static void write(Chance chance, ObjectNode request) {
        sampling(chance, request);
        format(chance, request);
        thinking(chance, request);
        labels(chance, request);
        rare(chance, request);
    }

    private static void sampling(Chance chance, ObjectNode request) {
        if (chance.of(300)) {
            request.put("temperature", chance.share());
        }
        if (chance.of(200)) {
            request.put("top_p", chance.of(500) ? 1 : chance.share());
        }
        if (chance.of(300)) {
            request.put(chance.one("max_tokens", "max_completion_tokens"), 1 + chance.below(8_000));
        }
        if (chance.of(100)) {
            request.putArray("stop").add("END").add(chance.one("\n", "\n\n", "STOP"));
        }
        if (chance.of(300)) {
            request.put("stream", true);
            if (chance.of(500)) {
                request.putObject("stream_options").put("include_usage", chance.of(500));
            }
        }
    }

    private static void format(Chance chance, ObjectNode request) {
        if (!chance.of(250)) {
            return;
        }
        ObjectNode format = request.putObject("response_format");
        switch (chance.below(3)) {
            case 0 -> format.put("type", "text");
            case 1 -> format.put("type", "json_object");
            default -> {
                ObjectNode schema = format.put("type", "json_schema").putObject("json_schema");
                schema.put("name", "answer").put("strict", chance.of(500));
                schema.set("schema", new GeneratedSchema(chance).ofAnswer());
            }
        }
    }

    private static void thinking(Chance chance, ObjectNode request) {
        if (chance.of(150)) {
            request.put("reasoning_effort", chance.one("none", "minimal", "low", "medium", "high", "xhigh"));
        }
        if (chance.of(80)) {
            ObjectNode thinking = request.putObject("thinking").put("type", "enabled");
            thinking.put("budget_tokens", 1_024);
            request.remove("max_tokens");
            request.remove("max_completion_tokens");
        }
        if (chance.of(30)) {
            request.put("top_k", 1 + chance.below(50));
        }
    }

    private static void labels(Chance chance, ObjectNode request) {
        if (chance.of(100)) {
            request.put("user", "u").put("seed", 7).put("store", chance.of(500));
        }
        if (chance.of(100)) {
            request.put("service_tier", chance.one("auto", "default", "flex"));
        }
        if (chance.of(100)) {
            request.put("n", 1)
                    .put("frequency_penalty", 0)
                    .put("presence_penalty", 0)
                    .put("logprobs", false);
        }
        if (chance.of(50)) {
            request.put("verbosity", "medium").putObject("metadata").put("a", "b");
        }
    }

    /// Members that no model takes through Converse, each once in a thousand.
    private static void rare(Chance chance, ObjectNode request) {
        if (chance.of(1)) {
            request.put("n", 2);
        }
        if (chance.of(1)) {
            request.put("logprobs", true);
        }
        if (chance.of(1)) {
            request.put("temperature", 1.5);
        }
        if (chance.of(1)) {
            request.put("frequency_penalty", 0.5);
        }
        if (chance.of(1)) {
            request.put("presence_penalty", 0.5);
        }
        if (chance.of(1)) {
            request.putObject("logit_bias").put("50256", -100);
        }
        if (chance.of(1)) {
            request.put("verbosity", "low");
        }
        if (chance.of(1)) {
            request.put("service_tier", "priority");
        }
        if (chance.of(1)) {
            request.putArray("functions").addObject().put("name", "f");
        }
        if (chance.of(1)) {
            request.putObject("web_search_options");
        }
        if (chance.of(1)) {
            ObjectNode image = request.withArray("messages").addObject().put("role", "user");
            image.putArray("content")
                    .addObject()
                    .put("type", "image_url")
                    .putObject("image_url")
                    .put("url", "https://example.org/a.png");
        }
    }
}
