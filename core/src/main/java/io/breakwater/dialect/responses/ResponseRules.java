package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelCard;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What of a request a model refuses in OpenAI's Responses, and what of that is taken out where the answer means the
/// same ("Responses", Amazon Bedrock User Guide, and what was seen to be refused, October 2026).
///
/// GPT has one service tier there, and while it reasons, which it does unless the effort is `none`, it chooses among
/// tokens by itself. Others lack in each API what the catalogue says they lack.
final class ResponseRules {
    private static final String GPTS_PROVIDER = "openai";

    private static final Map<String, Feature> BY_PART =
            Map.of("input_image", Feature.IMAGES, "input_file", Feature.DOCUMENTS);

    private final ObjectNode json;
    private final List<String> without = new ArrayList<>();
    private final List<String> named = new ArrayList<>();
    private Optional<String> objection = Optional.empty();

    private ResponseRules(ObjectNode json) {
        this.json = json;
    }

    /// @param json as the client wrote it
    static ResponseRules of(ModelCard model, ObjectNode json) {
        ResponseRules rules = new ResponseRules(json);
        rules.otherVendorsWords();
        rules.tier();
        if (!model.id().provider().equals(GPTS_PROVIDER)) {
            rules.features(model);
        } else if (!json.path("reasoning").path("effort").asText().equals("none")) {
            rules.sampling();
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

    /// For what is thought and how tokens are chosen; models that are called by Converse understand them.
    private void otherVendorsWords() {
        for (String member : List.of("thinking", "top_k")) {
            if (json.hasNonNull(member)) {
                object(member + " is no word of OpenAI's");
            }
        }
        if (json.path("reasoning").hasNonNull("max_tokens")) {
            object("reasoning.max_tokens is no word of OpenAI's");
        }
    }

    private void tier() {
        if (json.has("service_tier")) {
            without.add("service_tier");
            if (json.path("service_tier").asText().equals("flex")) {
                named.add("service_tier");
            }
        }
    }

    private void sampling() {
        for (String member : List.of("temperature", "top_p")) {
            JsonNode value = json.path(member);
            if (json.has(member)) {
                without.add(member);
            }
            if (value.isNumber() && value.decimalValue().compareTo(BigDecimal.ONE) != 0) {
                named.add(member);
            }
        }
    }

    private void features(ModelCard model) {
        for (JsonNode item : json.path("input")) {
            for (String parts : List.of("content", "output")) {
                item.path(parts)
                        .forEach(part -> lacking(
                                model,
                                Optional.ofNullable(
                                        BY_PART.get(part.path("type").asText()))));
            }
        }
        if (json.path("text").path("format").path("type").asText().equals("json_schema")) {
            lacking(model, Optional.of(Feature.STRUCTURED_OUTPUT));
        }
    }

    private void lacking(ModelCard model, Optional<Feature> feature) {
        feature.filter(needed -> !model.features().contains(needed))
                .ifPresent(needed -> object("the model lacks " + needed.label()));
    }
}
