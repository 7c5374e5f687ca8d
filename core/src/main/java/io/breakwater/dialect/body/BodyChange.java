package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.SharedMembers;
import io.breakwater.model.EffortLevel;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A change of a Converse body after which a model understands it and the answer means the same. What it does not touch
/// is shared with the body of before, which is not modified.
///
/// @param name what is changed and how; two changes of one body are equal if name and label are
/// @param label its name in `x-breakwater-adapted`; none where the value that was taken out is the one that changes
/// nothing
/// @param change makes the body with the change
record BodyChange(String name, Optional<String> label, UnaryOperator<ObjectNode> change) {
    static final String FIELDS = "additionalModelRequestFields";
    static final String TOOL_CHOICE = "tool_choice";
    static final String OUTPUT = "outputConfig";
    static final String EFFORT = "effort";
    static final String INFERENCE = "inferenceConfig";
    static final String STOPS = "stopSequences";
    static final String SERVICE_TIER = "serviceTier";

    /// The body with the change.
    ObjectNode in(ObjectNode converse) {
        return change.apply(converse);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BodyChange(String otherName, Optional<String> otherLabel, var _)
                && name.equals(otherName)
                && label.equals(otherLabel);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, label);
    }

    /// Takes cache points out: they change what an answer costs and not what it says.
    ///
    /// @param behindTools whether those behind tools stay
    /// @param most how many stay, the last ones
    static BodyChange fewerCachePoints(boolean behindTools, int most) {
        return new BodyChange(
                "cache points, behind tools %s, at most %d".formatted(behindTools, most),
                Optional.of("cache_points"),
                converse -> CachePoints.last(behindTools ? converse : CachePoints.withoutThoseOfTools(converse), most));
    }

    /// Takes their time from cache points, so that they hold for five minutes: all times but the hour, of which Bedrock
    /// knows none, and the hour of those behind another that does not hold for one.
    ///
    /// @param hours whether the model takes points that hold for an hour
    static BodyChange shorterCachePoints(boolean hours) {
        return new BodyChange(
                "time of cache points, hours " + hours,
                Optional.of("cache_ttl"),
                converse -> CachePoints.inOrder(converse, hours));
    }

    /// Takes out what was thought before earlier answers, which this model did not write or cannot check.
    ///
    /// @param reader whose thoughts stay
    static BodyChange fewerThoughts(Thoughts.Reader reader) {
        return new BodyChange(
                "thoughts of " + reader, Optional.of("reasoning"), converse -> Thoughts.fewer(converse, reader));
    }

    /// Takes a member out of an object of the body, and the object where nothing else is in it.
    static BodyChange without(String owner, String member, Optional<String> label) {
        return new BodyChange(
                "without %s.%s".formatted(owner, member), label, converse -> without(converse, owner, member));
    }

    private static ObjectNode without(ObjectNode converse, String owner, String member) {
        return converse.path(owner) instanceof ObjectNode members
                ? put(converse, owner, removed(members, member))
                : converse;
    }

    /// Another level of effort.
    static BodyChange effort(EffortLevel level) {
        String label = "effort=" + level.label();
        return new BodyChange(
                label,
                Optional.of(label),
                converse -> converse.path(OUTPUT) instanceof ObjectNode output
                        ? put(converse, OUTPUT, SharedMembers.of(output).put(EFFORT, level.label()))
                        : converse);
    }

    /// The level of effort in Nova's own words ("Extended thinking", Amazon Nova 2 User Guide).
    ///
    /// @param label none where it is the level that was asked for
    static BodyChange effortOfNova(EffortLevel level, Optional<String> label) {
        return new BodyChange("Nova's effort=" + level.label(), label, converse -> {
            ObjectNode fields =
                    converse.path(FIELDS) instanceof ObjectNode asked ? SharedMembers.of(asked) : converse.objectNode();
            fields.putObject("reasoningConfig").put("type", "enabled").put("maxReasoningEffort", level.label());
            return put(without(converse, OUTPUT, EFFORT), FIELDS, fields);
        });
    }

    /// `top_k` in Nova's own words ("Complete request schema", Amazon Nova User Guide).
    static BodyChange topKOfNova() {
        return new BodyChange("Nova's top_k", Optional.empty(), BodyChange::topKOfNova);
    }

    private static ObjectNode topKOfNova(ObjectNode converse) {
        if (!(converse.path(FIELDS) instanceof ObjectNode asked)) {
            return converse;
        }
        ObjectNode fields = removed(asked, "top_k");
        ObjectNode own = asked.path(INFERENCE) instanceof ObjectNode inference
                ? SharedMembers.of(inference)
                : converse.objectNode();
        if (!own.has("topK")) {
            own.set("topK", asked.path("top_k"));
        }
        fields.set(INFERENCE, own);
        return put(converse, FIELDS, fields);
    }

    /// Converse's choice of tools for Claude's own, which can say that one is called at a time.
    ///
    /// @param label none where it did not say so
    static BodyChange toolChoiceOfConverse(Optional<String> label) {
        return new BodyChange("Converse's tool choice", label, BodyChange::toolChoiceOfConverse);
    }

    private static ObjectNode toolChoiceOfConverse(ObjectNode converse) {
        JsonNode asked = converse.path(FIELDS).path(TOOL_CHOICE);
        ObjectNode rest = without(converse, FIELDS, TOOL_CHOICE);
        if (!(rest.path("toolConfig") instanceof ObjectNode tools) || tools.has("toolChoice")) {
            return rest;
        }
        ObjectNode choice = rest.objectNode();
        ObjectNode named = choice.putObject(asked.path("type").asText());
        if (asked.has("name")) {
            named.set("name", asked.path("name"));
        }
        ObjectNode offer = SharedMembers.of(tools);
        offer.set("toolChoice", choice);
        return put(rest, "toolConfig", offer);
    }

    /// Takes out stop sequences of nothing but white space, which models refuse and nobody means.
    static BodyChange noBlankStops() {
        return new BodyChange("stop sequences", Optional.of("stop_sequences"), BodyChange::noBlankStops);
    }

    private static ObjectNode noBlankStops(ObjectNode converse) {
        if (!(converse.path(INFERENCE) instanceof ObjectNode inference)) {
            return converse;
        }
        ArrayNode kept = inference.arrayNode();
        inference.path(STOPS).forEach(stop -> {
            if (!stop.asText().isBlank()) {
                kept.add(stop);
            }
        });
        ObjectNode rest = removed(inference, STOPS);
        if (!kept.isEmpty()) {
            rest.set(STOPS, kept);
        }
        return put(converse, INFERENCE, rest);
    }

    private static ObjectNode removed(ObjectNode owner, String member) {
        ObjectNode rest = SharedMembers.of(owner);
        rest.remove(member);
        return rest;
    }

    private static ObjectNode put(ObjectNode converse, String member, ObjectNode value) {
        ObjectNode changed = SharedMembers.of(converse);
        if (value.isEmpty()) {
            changed.remove(member);
        } else {
            changed.set(member, value);
        }
        return changed;
    }
}
