package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.EffortLevel;
import io.breakwater.model.Feature;
import io.breakwater.model.Features;
import io.breakwater.model.ModelCard;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The changes to a Converse body for a model that lacks a feature, if the answer means the same: the
/// table of `docs/features.md` as code. If the body then still needs a feature that the model lacks,
/// the target is left out.
final class Adaptation {
    static final String NOVAS_PROVIDER = "amazon";

    private final ModelCard model;
    private final Features features;
    private final ObjectNode converse;
    private final Set<Feature> needs;
    private final List<BodyChange> changes = new ArrayList<>();

    private Adaptation(ModelCard model, ObjectNode converse, Set<Feature> needs) {
        this.model = model;
        this.features = model.features();
        this.converse = converse;
        this.needs = needs;
    }

    /// @param needs the features that the unchanged body needs
    /// @param schemas the changes that its schemas need
    /// @return the changes, in the order in which they are made; equal for equal arguments
    static List<BodyChange> to(ModelCard model, ObjectNode converse, Set<Feature> needs, BodySchemas schemas) {
        Adaptation adaptation = new Adaptation(model, converse, needs);
        adaptation.cachePoints();
        adaptation.toolChoice();
        adaptation.sampling();
        adaptation.effort();
        adaptation.changes.addAll(ThinkingChanges.of(model, converse, needs));
        Thoughts.of(model, converse).ifPresent(adaptation.changes::add);
        adaptation.stops();
        adaptation.serviceTier();
        adaptation.resultMedia();
        adaptation.changes.addAll(schemas.changes(model.features().contains(Feature.STRUCTURED_OUTPUT)));
        return List.copyOf(adaptation.changes);
    }

    private boolean lacks(Feature feature) {
        return needs.contains(feature) && !features.contains(feature);
    }

    private void cachePoints() {
        if (!needs.contains(Feature.CACHING)) {
            return;
        }
        int most = features.contains(Feature.CACHING) ? CachePoints.MOST : 0;
        boolean behindTools = features.contains(Feature.TOOL_CACHING);
        ObjectNode kept = converse;
        if (lacks(Feature.TOOL_CACHING) || CachePoints.count(converse) > most) {
            BodyChange fewer = BodyChange.fewerCachePoints(behindTools, most);
            changes.add(fewer);
            kept = fewer.in(converse);
        }
        hours(kept);
    }

    private void hours(ObjectNode kept) {
        BodyChange shorter = BodyChange.shorterCachePoints(features.contains(Feature.LONG_CACHING));
        if (needs.contains(Feature.LONG_CACHING) && CachePoints.timed(shorter.in(kept)) < CachePoints.timed(kept)) {
            changes.add(shorter);
        }
    }

    private void toolChoice() {
        JsonNode choice = converse.path(BodyChange.FIELDS).path(BodyChange.TOOL_CHOICE);
        boolean known =
                Set.of("auto", "any", "tool").contains(choice.path("type").asText());
        if (known && !features.contains(Feature.SINGLE_CALL)) {
            changes.add(BodyChange.toolChoiceOfConverse(
                    needs.contains(Feature.SINGLE_CALL) ? Optional.of("parallel_tool_calls") : Optional.empty()));
        }
    }

    /// A model without `temperature` and `topP` chooses by itself; of the pair, OpenAI and Anthropic
    /// advise to set only the temperature.
    private void sampling() {
        boolean none = lacks(Feature.TEMPERATURE);
        if (none) {
            without("temperature", "temperature");
        }
        if (none || lacks(Feature.TEMPERATURE_WITH_TOP_P)) {
            without("topP", "top_p");
        }
        topK();
    }

    private void topK() {
        boolean takesTopK = model.id().isClaude() && features.contains(Feature.TEMPERATURE);
        if (takesTopK || !converse.path(BodyChange.FIELDS).has("top_k")) {
            return;
        }
        changes.add(
                model.id().provider().equals(NOVAS_PROVIDER)
                        ? BodyChange.topKOfNova()
                        : BodyChange.without(BodyChange.FIELDS, "top_k", Optional.of("top_k")));
    }

    /// Removes a member; 1 is the neutral value of both members.
    private void without(String member, String label) {
        JsonNode value = converse.path(BodyChange.INFERENCE).path(member);
        if (!value.isMissingNode()) {
            boolean neutral = value.isNumber() && value.decimalValue().compareTo(BigDecimal.ONE) == 0;
            changes.add(
                    BodyChange.without(BodyChange.INFERENCE, member, neutral ? Optional.empty() : Optional.of(label)));
        }
    }

    /// An unknown level passes to models that have levels.
    private void effort() {
        String asked = converse.path(BodyChange.OUTPUT).path(BodyChange.EFFORT).asText();
        // By Responses GPT thinks unless it is told not to.
        if (asked.equals(EffortLevel.NONE) && !ResponsesBody.asksGpt(model)) {
            changes.add(BodyChange.without(BodyChange.OUTPUT, BodyChange.EFFORT, Optional.empty()));
        }
        if (!needs.contains(Feature.EFFORT)) {
            return;
        }
        Optional<EffortLevel> level = EffortLevel.of(asked).flatMap(known -> known.nearest(features.effortLevels()));
        if (features.effortLevels().isEmpty()) {
            changes.add(BodyChange.without(BodyChange.OUTPUT, BodyChange.EFFORT, Optional.of("effort")));
        } else if (level.isPresent()) {
            effort(asked, level.get());
        }
    }

    private void effort(String asked, EffortLevel level) {
        boolean same = level.label().equals(asked);
        if (!model.id().provider().equals(NOVAS_PROVIDER)) {
            if (!same) {
                changes.add(BodyChange.effort(level));
            }
        } else if (converse.path(BodyChange.FIELDS).has("reasoningConfig")) {
            changes.add(BodyChange.without(BodyChange.OUTPUT, BodyChange.EFFORT, Optional.of("effort")));
        } else {
            changes.add(
                    BodyChange.effortOfNova(level, same ? Optional.empty() : Optional.of("effort=" + level.label())));
        }
    }

    /// The standard tier also serves a caller who would accept to wait.
    private void serviceTier() {
        if (lacks(Feature.FLEX)) {
            changes.add(BodyChange.without(BodyChange.SERVICE_TIER, "type", Optional.of("service_tier")));
        }
    }

    private void resultMedia() {
        if (lacks(Feature.TOOL_RESULT_IMAGES)) {
            changes.add(MediaBesideResults.change());
        }
    }

    private void stops() {
        for (JsonNode stop : converse.path(BodyChange.INFERENCE).path(BodyChange.STOPS)) {
            if (stop.asText().isBlank()) {
                changes.add(BodyChange.noBlankStops());
                return;
            }
        }
    }
}
