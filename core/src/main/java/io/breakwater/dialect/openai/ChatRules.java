package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import io.breakwater.model.RequestPart;
import java.util.List;
import java.util.Map;

/// The members of a chat completion that a model refuses in OpenAI's own API, and which of them are
/// removed because the answer means the same: members without a form there, and those that the model
/// lacks or refuses there by the catalogue.
final class ChatRules {
    private static final List<String> FOREIGN = List.of("thinking", "reasoning", "top_k");

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
        RefusedMembers refused = new RefusedMembers(model, ModelApi.OPENAI_CHAT, json);
        ChatRules rules = new ChatRules(json, refused);
        refused.foreign(FOREIGN);
        rules.results();
        rules.features();
        refused.listed("/reasoning_effort");
        refused.serviceTier();
        return refused;
    }

    /// Tool results must be text ("Create chat completion", OpenAI API reference).
    private void results() {
        boolean media = json.path("messages")
                .valueStream()
                .filter(message -> message.path("role").asText().equals("tool"))
                .flatMap(message -> message.path("content").valueStream())
                .anyMatch(part -> BY_PART.containsKey(part.path("type").asText()));
        if (media) {
            refused.object(RequestPart.member("messages"), "results of tools can only be texts there");
        }
    }

    private boolean stops() {
        return json.path("stop").isTextual() || !json.path("stop").isEmpty();
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
