package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelCard;
import java.util.List;
import java.util.Map;

/// What of a chat completion a model refuses in OpenAI's own API, and what of that is taken out where the answer means
/// the same ("Chat Completions", Amazon Bedrock User Guide, and what was seen to be refused, October 2026).
///
/// GPT takes no stop sequence there, no tools while it reasons, and what chooses among tokens only while it does
/// not. It reasons unless `reasoning_effort` is `none`. Others lack in this API what the catalogue says they lack.
final class ChatRules {
    private static final List<String> FOREIGN = List.of("thinking", "reasoning", "top_k");

    /// What cannot be done without unless it says nothing.
    private static final List<String> TOKENS =
            List.of("presence_penalty", "frequency_penalty", "logprobs", "top_logprobs");

    /// By provider: with penalties Grok was seen to answer 503, as if it were overloaded; gpt-oss refuses
    /// a bias.
    private static final Map<String, List<String>> REFUSED_OF_OTHERS =
            Map.of("xai", List.of("presence_penalty", "frequency_penalty"), "openai", List.of("logit_bias"));

    private static final Map<String, Feature> BY_PART =
            Map.of("image_url", Feature.IMAGES, "file", Feature.DOCUMENTS, "video_url", Feature.VIDEO);

    private final ObjectNode json;
    private final RefusedMembers refused;

    private ChatRules(ObjectNode json, RefusedMembers refused) {
        this.json = json;
        this.refused = refused;
    }

    /// @param json as the client wrote it
    static RefusedMembers of(ModelCard model, ObjectNode json) {
        RefusedMembers refused = new RefusedMembers(model, json);
        ChatRules rules = new ChatRules(json, refused);
        refused.foreign(FOREIGN);
        rules.results();
        if (refused.isOfGpt()) {
            rules.ofGpt();
        } else {
            rules.features();
        }
        return refused;
    }

    /// "Create chat completion", OpenAI API reference: what a tool gave back is text.
    private void results() {
        boolean media = json.path("messages")
                .valueStream()
                .filter(message -> message.path("role").asText().equals("tool"))
                .flatMap(message -> message.path("content").valueStream())
                .anyMatch(part -> BY_PART.containsKey(part.path("type").asText()));
        if (media) {
            refused.object("what a tool gave back has text alone there");
        }
    }

    private boolean stops() {
        return json.path("stop").isTextual() || !json.path("stop").isEmpty();
    }

    private void ofGpt() {
        if (stops()) {
            refused.object("the model takes no stop sequences");
        } else {
            refused.takeOut("stop", false);
        }
        if (!json.path("reasoning_effort").asText().equals("none")) {
            reasoning();
        }
    }

    private void reasoning() {
        if (!json.path("tools").isEmpty()) {
            refused.object(
                    "the model takes no tools while it reasons; send reasoning_effort none to have it called so");
        }
        refused.sampling();
        needless(TOKENS, "is taken only with reasoning_effort none");
    }

    /// Members that change nothing unless they say something.
    private void needless(List<String> members, String why) {
        for (String member : members) {
            if (says(json.path(member))) {
                refused.object(member + " " + why);
            } else {
                refused.takeOut(member, false);
            }
        }
    }

    private static boolean says(JsonNode value) {
        if (value.isContainerNode()) {
            return !value.isEmpty();
        }
        return value.isNumber() ? value.decimalValue().signum() != 0 : value.asBoolean();
    }

    private boolean asksToReason() {
        JsonNode effort = json.path("reasoning_effort");
        return effort.isTextual() && !effort.asText().equals("none");
    }

    private static boolean forcesTool(JsonNode choice) {
        return choice.asText().equals("required")
                || choice.path("type").asText().equals("function");
    }

    private void features() {
        if (stops()) {
            refused.lacking(Feature.STOP_SEQUENCES);
        } else if (refused.lacks(Feature.STOP_SEQUENCES)) {
            refused.takeOut("stop", false);
        }
        if (forcesTool(json.path("tool_choice"))) {
            refused.lacking(Feature.FORCED_TOOL);
        }
        if (refused.lacks(Feature.THINKING)) {
            refused.takeOut("reasoning_effort", asksToReason());
        }
        needless(REFUSED_OF_OTHERS.getOrDefault(refused.provider(), List.of()), "is refused by the model");
        for (JsonNode message : json.path("messages")) {
            for (JsonNode part : message.path("content")) {
                refused.lacking(BY_PART.get(part.path("type").asText()));
            }
        }
        if (json.path("response_format").path("type").asText().equals("json_schema")) {
            refused.lacking(Feature.STRUCTURED_OUTPUT);
        }
    }
}
