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

/// A change to a Converse body after which a model understands it and the answer means the same. The
/// original body is not modified; unchanged parts are shared with it.
///
/// @param name what is changed and how; two changes of one body are equal if name and label are
/// @param label its name in `x-breakwater-adapted`; empty if it removes a value that changes nothing
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

    /// Removes cache points: they change what an answer costs, not what it says.
    ///
    /// @param behindTools whether cache points behind tools stay
    /// @param most how many stay, counted from the end
    static BodyChange fewerCachePoints(boolean behindTools, int most) {
        return new BodyChange(
                "cache points, behind tools %s, at most %d".formatted(behindTools, most),
                Optional.of("cache_points"),
                converse -> CachePoints.last(behindTools ? converse : CachePoints.withoutThoseOfTools(converse), most));
    }

    /// Removes the time of cache points, so that they hold for five minutes: any time other than an
    /// hour, since Bedrock knows no other, and an hour that follows a cache point of five minutes.
    ///
    /// @param hours whether the model takes cache points that hold for an hour
    static BodyChange shorterCachePoints(boolean hours) {
        return new BodyChange(
                "time of cache points, hours " + hours,
                Optional.of("cache_ttl"),
                converse -> CachePoints.inOrder(converse, hours));
    }

    /// Removes the thinking before earlier answers that this model did not write or cannot check.
    ///
    /// @param reader the model whose thoughts stay
    static BodyChange fewerThoughts(Thoughts.Reader reader) {
        return new BodyChange(
                "thoughts of " + reader, Optional.of("reasoning"), converse -> Thoughts.fewer(converse, reader));
    }

    /// Removes a member from an object of the body, and the object if it is then empty.
    static BodyChange without(String owner, String member, Optional<String> label) {
        return new BodyChange(
                "without %s.%s".formatted(owner, member), label, converse -> without(converse, owner, member));
    }

    private static ObjectNode without(ObjectNode converse, String owner, String member) {
        return converse.path(owner) instanceof ObjectNode members
                ? put(converse, owner, removed(members, member))
                : converse;
    }

    /// Sets another level of effort.
    static BodyChange effort(EffortLevel level) {
        return effort(level, Optional.of("effort=" + level.label()));
    }

    /// A level of effort, whatever was asked for.
    static BodyChange effort(EffortLevel level, Optional<String> label) {
        return new BodyChange("effort=" + level.label(), label, converse -> {
            ObjectNode output =
                    converse.path(OUTPUT) instanceof ObjectNode asked ? SharedMembers.of(asked) : converse.objectNode();
            return put(converse, OUTPUT, output.put(EFFORT, level.label()));
        });
    }

    /// Writes the level of effort in Nova's own words ("Extended thinking", Amazon Nova 2 User Guide).
    ///
    /// @param label empty if it is the level that was asked for
    static BodyChange effortOfNova(EffortLevel level, Optional<String> label) {
        return new BodyChange("Nova's effort=" + level.label(), label, converse -> {
            ObjectNode fields =
                    converse.path(FIELDS) instanceof ObjectNode asked ? SharedMembers.of(asked) : converse.objectNode();
            fields.putObject("reasoningConfig").put("type", "enabled").put("maxReasoningEffort", level.label());
            return put(without(converse, OUTPUT, EFFORT), FIELDS, fields);
        });
    }

    /// Writes `top_k` in Nova's own words ("Complete request schema", Amazon Nova User Guide).
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

    /// Writes Converse's choice of tools in place of Claude's own, which can also say that one tool is
    /// called at a time.
    ///
    /// @param label empty if Claude's choice did not say so
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

    /// Removes stop sequences of only white space, which models refuse and no client means.
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
