package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelCard;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What of a chat completion a model refuses in OpenAI's own API, and what of that is taken out where the answer means
/// the same ("Chat Completions", Amazon Bedrock User Guide, and what was seen to be refused, October 2026).
///
/// GPT takes no stop sequence there, no tools while it reasons, and what chooses among tokens only while it does
/// not. It reasons unless `reasoning_effort` is `none`. Of Kimi nothing of the kind is known.
final class ChatRules {
    private static final String GPTS_PROVIDER = "openai";

    /// Words of other vendors for what is thought and how tokens are chosen.
    private static final List<String> FOREIGN = List.of("thinking", "reasoning", "top_k");

    /// A model that reasons chooses by itself, as all do that have no [Feature#TEMPERATURE]; 1 is what changes nothing.
    private static final List<String> SAMPLING = List.of("temperature", "top_p");

    /// What cannot be done without unless it says nothing.
    private static final List<String> TOKENS =
            List.of("presence_penalty", "frequency_penalty", "logprobs", "top_logprobs");

    private static final Map<String, Feature> BY_PART =
            Map.of("image_url", Feature.IMAGES, "file", Feature.DOCUMENTS, "video_url", Feature.VIDEO);

    private final ModelCard model;
    private final ObjectNode json;
    private final List<String> without = new ArrayList<>();
    private final List<String> named = new ArrayList<>();
    private Optional<String> objection = Optional.empty();

    private ChatRules(ModelCard model, ObjectNode json) {
        this.model = model;
        this.json = json;
    }

    /// @param json as the client wrote it
    static ChatRules of(ModelCard model, ObjectNode json) {
        ChatRules rules = new ChatRules(model, json);
        FOREIGN.stream().filter(json::hasNonNull).forEach(member -> rules.object(member + " is no word of OpenAI's"));
        rules.results();
        if (model.id().provider().equals(GPTS_PROVIDER)) {
            rules.ofGpt();
        } else {
            rules.features();
        }
        return rules;
    }

    /// Why the request cannot be put to the model by this API.
    Optional<String> objection() {
        return objection;
    }

    /// The members that are taken out for the model.
    List<String> without() {
        return List.copyOf(without);
    }

    /// Those of them that change something.
    List<String> named() {
        return List.copyOf(named);
    }

    private void object(String why) {
        objection = objection.or(() -> Optional.of(why));
    }

    /// "Create chat completion", OpenAI API reference: what a tool gave back is text.
    private void results() {
        boolean media = json.path("messages")
                .valueStream()
                .filter(message -> message.path("role").asText().equals("tool"))
                .flatMap(message -> message.path("content").valueStream())
                .anyMatch(part -> BY_PART.containsKey(part.path("type").asText()));
        if (media) {
            object("what a tool gave back has text alone there");
        }
    }

    private void ofGpt() {
        JsonNode stop = json.path("stop");
        if (stop.isTextual() || !stop.isEmpty()) {
            object("the model takes no stop sequences");
        } else if (json.has("stop")) {
            without.add("stop");
        }
        if (!json.path("reasoning_effort").asText().equals("none")) {
            reasoning();
        }
    }

    private void reasoning() {
        if (!json.path("tools").isEmpty()) {
            object("the model takes no tools while it reasons; send reasoning_effort none to have it called so");
        }
        for (String member : SAMPLING) {
            JsonNode value = json.path(member);
            if (json.has(member)) {
                without.add(member);
            }
            if (value.isNumber() && value.decimalValue().compareTo(BigDecimal.ONE) != 0) {
                named.add(member);
            }
        }
        for (String member : TOKENS) {
            if (says(json.path(member))) {
                object(member + " is taken only with reasoning_effort none");
            } else if (json.has(member)) {
                without.add(member);
            }
        }
    }

    private static boolean says(JsonNode value) {
        return value.isNumber() ? value.decimalValue().signum() != 0 : value.asBoolean();
    }

    /// What a model of another provider lacks it lacks in each API.
    private void features() {
        Set<Feature> has = model.features().all();
        for (JsonNode message : json.path("messages")) {
            for (JsonNode part : message.path("content")) {
                lacking(has, BY_PART.get(part.path("type").asText()));
            }
        }
        if (json.path("response_format").path("type").asText().equals("json_schema")) {
            lacking(has, Feature.STRUCTURED_OUTPUT);
        }
    }

    private void lacking(Set<Feature> has, @Nullable Feature feature) {
        if (feature != null && !has.contains(feature)) {
            object("the model lacks " + feature.label());
        }
    }
}
