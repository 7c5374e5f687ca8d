package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.SharedMembers;
import java.util.Optional;
import java.util.function.Consumer;

/// A change of a body's schemas.
sealed interface SchemaChange extends BodyChange {
    String TOOL_CONFIG = "toolConfig";
    String TOOLS = "tools";
    String SPEC = "toolSpec";
    String STRICT = "strict";

    /// The schema of the answer within the grammar of structured output.
    ///
    /// @param schema written as JSON
    record Output(String schema) implements SchemaChange {
        @Override
        public Optional<String> label() {
            return Optional.of("output_schema");
        }

        @Override
        public ObjectNode in(ObjectNode converse) {
            ObjectNode changed = SharedMembers.of(converse);
            ObjectNode owner = changed;
            for (String step : new String[] {OUTPUT, "textFormat", "structure", "jsonSchema"}) {
                if (!(owner.path(step) instanceof ObjectNode part)) {
                    return converse;
                }
                ObjectNode own = SharedMembers.of(part);
                owner.set(step, own);
                owner = own;
            }
            owner.put("schema", schema);
            return changed;
        }
    }

    /// The root of each tool's schema as Bedrock demands it.
    ///
    /// @param label none where only a type was added that arguments have anyway
    record ObjectRoots(Optional<String> label) implements SchemaChange {
        @Override
        public ObjectNode in(ObjectNode converse) {
            return eachSpec(converse, spec -> {
                if (spec.path("inputSchema") instanceof ObjectNode input
                        && input.path("json") instanceof ObjectNode schema) {
                    ObjectNode own = SharedMembers.of(input);
                    own.set("json", ToolSchema.of(schema));
                    spec.set("inputSchema", own);
                }
            });
        }
    }

    /// Tools without the promise that arguments follow the schema to the letter; the model reads it as before.
    ///
    /// @param all whether no tool has it, or only those whose schema is within the grammar
    record LessStrict(boolean all) implements SchemaChange {
        @Override
        public Optional<String> label() {
            return Optional.of(STRICT);
        }

        @Override
        public ObjectNode in(ObjectNode converse) {
            return eachSpec(converse, spec -> {
                if (all || !BodySchemas.canBeStrict(spec)) {
                    spec.remove(STRICT);
                }
            });
        }
    }

    private static ObjectNode eachSpec(ObjectNode converse, Consumer<ObjectNode> change) {
        if (!(converse.path(TOOL_CONFIG) instanceof ObjectNode config)) {
            return converse;
        }
        ObjectNode changed = SharedMembers.of(config);
        ArrayNode tools = changed.putArray(TOOLS);
        config.path(TOOLS).forEach(tool -> tools.add(changed(tool, change)));
        ObjectNode body = SharedMembers.of(converse);
        body.set(TOOL_CONFIG, changed);
        return body;
    }

    private static JsonNode changed(JsonNode tool, Consumer<ObjectNode> change) {
        if (!(tool instanceof ObjectNode owner) || !(owner.path(SPEC) instanceof ObjectNode spec)) {
            return tool;
        }
        ObjectNode own = SharedMembers.of(spec);
        change.accept(own);
        ObjectNode changed = SharedMembers.of(owner);
        changed.set(SPEC, own);
        return changed;
    }
}
