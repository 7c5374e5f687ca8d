package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.EffortLevel;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelCard;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The changes to `thinking`, Claude's name among a body's model-specific fields. Claude does not think
/// if a tool is forced, or when it continues an answer without the thinking before it; while it thinks
/// it takes neither `temperature` nor `top_k` ("Extended thinking", Claude API documentation). Nova 2
/// has names of its own, and other models think without being asked.
final class ThinkingChanges {
    private static final String THINKING = "thinking";
    private static final BigDecimal LEAST_TOP_P = new BigDecimal("0.95");
    private static final BigDecimal MOST_TOP_P = BigDecimal.ONE;

    private final ModelCard model;
    private final ObjectNode converse;
    private final JsonNode thinking;
    private final boolean forced;
    private final List<BodyChange> changes = new ArrayList<>();

    private ThinkingChanges(ModelCard model, ObjectNode converse, boolean forced) {
        this.forced = forced;
        this.model = model;
        this.converse = converse;
        this.thinking = converse.path(BodyChange.FIELDS).path(THINKING);
    }

    /// No changes for a model without thinking: its target is left out.
    ///
    /// @param needs the features that the unchanged body needs
    static List<BodyChange> of(ModelCard model, ObjectNode converse, Set<Feature> needs) {
        ThinkingChanges thinking = new ThinkingChanges(model, converse, needs.contains(Feature.FORCED_TOOL));
        if (thinking.thinking.isObject()) {
            thinking.find();
        }
        return thinking.changes;
    }

    private void find() {
        if (!NeededFeatures.isSwitchedOn(thinking)) {
            if (!model.id().isClaude()) {
                leaveOut(Optional.empty());
            }
        } else if (model.features().contains(Feature.THINKING)) {
            if (model.id().isClaude()) {
                claude();
            } else {
                byEffort();
            }
        }
    }

    private void claude() {
        if (forced || lacksThoughts()) {
            leaveOut(Optional.of(THINKING));
            return;
        }
        JsonNode inference = converse.path(BodyChange.INFERENCE);
        if (inference.path("temperature").isNumber()
                && inference.path("temperature").decimalValue().compareTo(BigDecimal.ONE) != 0) {
            changes.add(BodyChange.without(BodyChange.INFERENCE, "temperature", Optional.of("temperature")));
        }
        if (isOutside(inference.path("topP"))) {
            changes.add(BodyChange.without(BodyChange.INFERENCE, "topP", Optional.of("top_p")));
        }
        if (converse.path(BodyChange.FIELDS).has("top_k")) {
            changes.add(BodyChange.without(BodyChange.FIELDS, "top_k", Optional.of("top_k")));
        }
    }

    private static boolean isOutside(JsonNode topP) {
        return topP.isNumber()
                && (topP.decimalValue().compareTo(LEAST_TOP_P) < 0
                        || topP.decimalValue().compareTo(MOST_TOP_P) > 0);
    }

    /// Whether there are tool results for an answer that does not begin with thinking. With `adaptive`,
    /// Claude takes such results.
    private boolean lacksThoughts() {
        JsonNode messages = converse.path("messages");
        boolean results = messages.path(messages.size() - 1)
                .path("content")
                .valueStream()
                .anyMatch(block -> block.has("toolResult"));
        JsonNode first = messages.path(messages.size() - 2).path("content").path(0);
        return thinking.path("type").asText().equals("enabled") && results && !Thoughts.isSigned(first);
    }

    /// Writes a level of effort, unless one is given, which says more. A model without levels is not told.
    private void byEffort() {
        boolean own = converse.path(BodyChange.FIELDS).has("reasoningConfig")
                || converse.path(BodyChange.OUTPUT).has(BodyChange.EFFORT);
        Optional<EffortLevel> level =
                EffortLevel.MEDIUM.nearest(model.features().effortLevels());
        leaveOut(own || level.isPresent() ? Optional.empty() : Optional.of(THINKING));
        if (!own && level.isPresent()) {
            Optional<String> label = Optional.of("thinking=" + level.get().label());
            changes.add(
                    model.id().provider().equals(Adaptation.NOVAS_PROVIDER)
                            ? BodyChange.effortOfNova(level.get(), label)
                            : BodyChange.effort(level.get(), label));
        }
    }

    private void leaveOut(Optional<String> label) {
        changes.add(BodyChange.without(BodyChange.FIELDS, THINKING, label));
    }
}
