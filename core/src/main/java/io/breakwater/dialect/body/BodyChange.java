package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.SharedMembers;
import io.breakwater.model.EffortLevel;
import java.util.Optional;

/// A change of a Converse body after which a model understands it and the answer means the same. What it does not touch
/// is shared with the body of before.
sealed interface BodyChange
        permits BodyChange.FewerCachePoints,
                BodyChange.ShorterCachePoints,
                BodyChange.FewerThoughts,
                BodyChange.Without,
                BodyChange.Effort,
                BodyChange.EffortOfNova,
                BodyChange.TopKOfNova,
                BodyChange.ToolChoiceOfConverse,
                BodyChange.NoBlankStops,
                MediaBesideResults,
                SchemaChange {

    /// Its name in `x-breakwater-adapted`; none where the value that was taken out is the one that changes nothing.
    Optional<String> label();

    /// The body with the change; the one of before is not modified.
    ObjectNode in(ObjectNode converse);

    /// Takes cache points out: they change what an answer costs and not what it says.
    ///
    /// @param behindTools whether those behind tools stay
    /// @param most how many stay, the last ones
    record FewerCachePoints(boolean behindTools, int most) implements BodyChange {
        @Override
        public Optional<String> label() {
            return Optional.of("cache_points");
        }

        @Override
        public ObjectNode in(ObjectNode converse) {
            return CachePoints.last(behindTools ? converse : CachePoints.withoutThoseOfTools(converse), most);
        }
    }

    /// Takes their time from cache points, so that they hold for five minutes: all times but the hour, of which Bedrock
    /// knows none, and the hour of those behind another that does not hold for one.
    ///
    /// @param hours whether the model takes points that hold for an hour
    record ShorterCachePoints(boolean hours) implements BodyChange {
        @Override
        public Optional<String> label() {
            return Optional.of("cache_ttl");
        }

        @Override
        public ObjectNode in(ObjectNode converse) {
            return CachePoints.inOrder(converse, hours);
        }
    }

    /// Takes out what was thought before earlier answers, which this model did not write or cannot check.
    ///
    /// @param signed whether those that Claude has signed stay
    record FewerThoughts(boolean signed) implements BodyChange {
        @Override
        public Optional<String> label() {
            return Optional.of("reasoning");
        }

        @Override
        public ObjectNode in(ObjectNode converse) {
            return Thoughts.fewer(converse, signed);
        }
    }

    /// Takes a member out of an object of the body, and the object where nothing else is in it.
    record Without(String owner, String member, Optional<String> label) implements BodyChange {
        @Override
        public ObjectNode in(ObjectNode converse) {
            return converse.path(owner) instanceof ObjectNode members
                    ? put(converse, owner, removed(members, member))
                    : converse;
        }
    }

    /// Another level of effort.
    record Effort(EffortLevel level) implements BodyChange {
        @Override
        public Optional<String> label() {
            return Optional.of("effort=" + level.label());
        }

        @Override
        public ObjectNode in(ObjectNode converse) {
            return converse.path(OUTPUT) instanceof ObjectNode output
                    ? put(converse, OUTPUT, SharedMembers.of(output).put(EFFORT, level.label()))
                    : converse;
        }
    }

    /// The level of effort in Nova's own words ("Extended thinking", Amazon Nova 2 User Guide).
    ///
    /// @param label none where it is the level that was asked for
    record EffortOfNova(EffortLevel level, Optional<String> label) implements BodyChange {
        @Override
        public ObjectNode in(ObjectNode converse) {
            ObjectNode fields =
                    converse.path(FIELDS) instanceof ObjectNode asked ? SharedMembers.of(asked) : converse.objectNode();
            fields.putObject("reasoningConfig").put("type", "enabled").put("maxReasoningEffort", level.label());
            return put(new Without(OUTPUT, EFFORT, Optional.empty()).in(converse), FIELDS, fields);
        }
    }

    /// `top_k` in Nova's own words ("Complete request schema", Amazon Nova User Guide).
    record TopKOfNova() implements BodyChange {
        @Override
        public Optional<String> label() {
            return Optional.empty();
        }

        @Override
        public ObjectNode in(ObjectNode converse) {
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
    }

    /// Converse's choice of tools for Claude's own, which can say that one is called at a time.
    ///
    /// @param label none where it did not say so
    record ToolChoiceOfConverse(Optional<String> label) implements BodyChange {
        @Override
        public ObjectNode in(ObjectNode converse) {
            JsonNode asked = converse.path(FIELDS).path(TOOL_CHOICE);
            ObjectNode rest = new Without(FIELDS, TOOL_CHOICE, Optional.empty()).in(converse);
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
    }

    /// Takes out stop sequences of nothing but white space, which models refuse and nobody means.
    record NoBlankStops() implements BodyChange {
        @Override
        public Optional<String> label() {
            return Optional.of("stop_sequences");
        }

        @Override
        public ObjectNode in(ObjectNode converse) {
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
    }

    String FIELDS = "additionalModelRequestFields";
    String TOOL_CHOICE = "tool_choice";
    String OUTPUT = "outputConfig";
    String EFFORT = "effort";
    String INFERENCE = "inferenceConfig";
    String STOPS = "stopSequences";
    String SERVICE_TIER = "serviceTier";

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
