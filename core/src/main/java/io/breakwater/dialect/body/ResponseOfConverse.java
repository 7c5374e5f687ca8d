package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.JsonLimits;
import io.breakwater.dialect.json.Parsed;
import io.breakwater.dialect.json.StrictJson;
import io.breakwater.model.RequestPart;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Translates a Converse body to a request of OpenAI's Responses ("Create a model response", OpenAI API
/// reference), for models that lose less of it that way. Nothing is stored, and thinking comes back
/// encrypted, for the next turn.
final class ResponseOfConverse {
    private static final String TOOL_CONFIG = "toolConfig";
    private static final String TEXT = "text";
    private static final String TYPE = "type";
    private static final String VERBOSITY = "verbosity";

    /// Members that are translated here or elsewhere.
    private static final Set<String> KNOWN = Set.of(
            "messages",
            "system",
            BodyChange.INFERENCE,
            TOOL_CONFIG,
            BodyChange.OUTPUT,
            BodyChange.FIELDS,
            BodyChange.SERVICE_TIER);

    private final ObjectNode converse;
    private final ObjectNode beside;
    private final StrictSchemas schemas = new StrictSchemas();
    private final ObjectNode request = JsonNodeFactory.instance.objectNode();
    private final ResponseTurns turns = new ResponseTurns(request.putArray("input"), this::object);
    private Optional<BodyChoice> objection = Optional.empty();

    private ResponseOfConverse(ObjectNode converse, ObjectNode beside) {
        this.converse = converse;
        this.beside = beside;
    }

    /// @param converse a body without Converse's own members
    /// @param adapted the labels of what was adapted
    /// @param beside what Converse has no place for, by its name in `adapted`: `verbosity`,
    /// [ConverseBody#JSON_OBJECT], [ConverseBody#FORMAT_STRICT], and members that Responses have by the
    /// same name
    static BodyChoice of(ObjectNode converse, List<String> adapted, ObjectNode beside) {
        ResponseOfConverse made = new ResponseOfConverse(converse, beside);
        made.make();
        return made.objection.orElseGet(
                () -> new BodyChoice.Spoken(ResponsesBody.translated(made.request, made.adapted(adapted))));
    }

    private List<String> adapted(List<String> before) {
        return Stream.concat(before.stream().filter(name -> !beside.has(name)), schemas.loosened().stream())
                .distinct()
                .toList();
    }

    private void make() {
        converse.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                object(name);
            }
        });
        String instructions =
                converse.path("system").valueStream().map(turns::text).collect(Collectors.joining("\n\n"));
        if (!instructions.isEmpty()) {
            request.put("instructions", instructions);
        }
        converse.path("messages").forEach(turns::add);
        new ResponseTools(request, schemas, this::object)
                .write(converse.path(TOOL_CONFIG), converse.path(BodyChange.FIELDS));
        settings();
        beside();
    }

    private void beside() {
        beside.forEachEntry((name, value) -> {
            switch (name) {
                case ConverseBody.JSON_OBJECT ->
                    request.withObjectProperty(TEXT).putObject("format").put(TYPE, "json_object");
                case VERBOSITY -> request.withObjectProperty(TEXT).set(name, value);
                case ConverseBody.FORMAT_STRICT -> {}
                default -> request.set(name, value);
            }
        });
    }

    private void object(String what) {
        object(what, Optional.empty());
    }

    /// Records why there is no such request; the first reason counts.
    private void object(String what, Optional<RequestPart> about) {
        objection = objection.or(
                () -> Optional.of(new BodyChoice.NotSpoken(what + " has no form in OpenAI's Responses", about)));
    }

    private void settings() {
        JsonNode inference = converse.path(BodyChange.INFERENCE);
        sampling(inference.path("temperature"), "temperature");
        sampling(inference.path("topP"), "top_p");
        ObjectNode reasoning = request.putObject("reasoning");
        JsonNode effort = converse.path(BodyChange.OUTPUT).path(BodyChange.EFFORT);
        if (effort.isTextual()) {
            reasoning.set(BodyChange.EFFORT, effort);
        }
        reasoning.put("summary", "auto");
        request.putArray("include").add("reasoning.encrypted_content");
        if (converse.path(BodyChange.SERVICE_TIER).path(TYPE).asText().equals("flex")) {
            request.put("service_tier", "flex");
        }
        converse.path(BodyChange.FIELDS).fieldNames().forEachRemaining(name -> {
            if (!name.equals(BodyChange.TOOL_CHOICE)) {
                // a model's own member has the same name in every dialect
                object(BodyChange.FIELDS + "." + name, Optional.of(RequestPart.member(name)));
            }
        });
        schema(converse.at("/outputConfig/textFormat/structure/jsonSchema"));
    }

    private void sampling(JsonNode value, String name) {
        if (value.isNumber()) {
            request.set(name, value);
        }
    }

    private void schema(JsonNode asked) {
        if (!asked.isObject()) {
            return;
        }
        if (!(StrictJson.parse(asked.path("schema").asText(), JsonLimits.DEFAULT)
                instanceof Parsed.Json(ObjectNode schema))) {
            object("a schema that is no JSON object");
            return;
        }
        ObjectNode format = request.withObjectProperty(TEXT).putObject("format");
        format.put(TYPE, "json_schema").put("name", asked.path("name").asText("answer"));
        if (asked.has("description")) {
            format.set("description", asked.path("description"));
        }
        format.set("schema", schema);
        JsonNode wanted = beside.path(ConverseBody.FORMAT_STRICT);
        format.put(
                StrictSchemas.MEMBER,
                wanted.isMissingNode() ? StrictSchemas.isStrict(schema) : schemas.strictly(wanted.asBoolean(), schema));
    }
}
