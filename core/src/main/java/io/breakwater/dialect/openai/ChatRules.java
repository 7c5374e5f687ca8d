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
/// not. It reasons unless `reasoning_effort` is `none`. Of Kimi nothing of the kind is known.
final class ChatRules {
    private static final List<String> FOREIGN = List.of("thinking", "reasoning", "top_k");

    /// What cannot be done without unless it says nothing.
    private static final List<String> TOKENS =
            List.of("presence_penalty", "frequency_penalty", "logprobs", "top_logprobs");

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

    private void ofGpt() {
        JsonNode stop = json.path("stop");
        if (stop.isTextual() || !stop.isEmpty()) {
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
        for (String member : TOKENS) {
            if (says(json.path(member))) {
                refused.object(member + " is taken only with reasoning_effort none");
            } else {
                refused.takeOut(member, false);
            }
        }
    }

    private static boolean says(JsonNode value) {
        return value.isNumber() ? value.decimalValue().signum() != 0 : value.asBoolean();
    }

    private void features() {
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
