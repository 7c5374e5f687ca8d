package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.openai.RefusedMembers;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import java.util.List;
import java.util.Map;

/// The members of a request that a model refuses in OpenAI's Responses, and which of them are removed
/// because the answer means the same: members without a form there, and those that the model lacks or
/// refuses there by the catalogue.
final class ResponseRules {
    private static final Map<String, Feature> BY_PART =
            Map.of("input_image", Feature.IMAGES, "input_file", Feature.DOCUMENTS);

    private ResponseRules() {}

    /// @param json as the client wrote it
    static RefusedMembers of(ModelCard model, ObjectNode json) {
        RefusedMembers refused = new RefusedMembers(model, ModelApi.OPENAI_RESPONSES, json);
        refused.foreign(List.of("thinking", "top_k"));
        if (json.path("reasoning").hasNonNull("max_tokens")) {
            refused.foreign("reasoning.max_tokens");
        }
        features(json, refused);
        refused.listed("/reasoning/effort");
        refused.serviceTier();
        return refused;
    }

    private static void features(ObjectNode json, RefusedMembers refused) {
        for (JsonNode item : json.path("input")) {
            for (String parts : List.of("content", "output")) {
                item.path(parts)
                        .forEach(part ->
                                refused.lacking(BY_PART.get(part.path("type").asText())));
            }
        }
        if (json.path("text").path("format").path("type").asText().equals("json_schema")) {
            refused.lacking(Feature.STRUCTURED_OUTPUT);
        }
    }
}
