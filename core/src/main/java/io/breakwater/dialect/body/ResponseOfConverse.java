package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.JsonLimits;
import io.breakwater.dialect.json.Parsed;
import io.breakwater.dialect.json.StrictJson;
import io.breakwater.model.RequestPart;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Translates a Converse body to a request of OpenAI's Responses ("Create a model response", OpenAI API
/// reference), for models that lose less of it that way. Nothing is stored, and thinking comes back
/// encrypted, for the next turn.
final class ResponseOfConverse {
    private static final String TOOL_CONFIG = "toolConfig";
    private static final String CONTENT = "content";
    private static final String TEXT = "text";
    private static final String ROLE = "role";
    private static final String TYPE = "type";
    private static final String STRICT = "strict";
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

    private static final Map<String, String> IMAGES =
            Map.of("png", "image/png", "jpeg", "image/jpeg", "gif", "image/gif", "webp", "image/webp");

    /// The text before the output of a failed tool, as an output has no status.
    private static final String FAILED = "The tool failed: ";

    /// Keywords of a schema that cannot be followed exactly ("Structured model outputs", OpenAI API
    /// guides).
    private static final Set<String> LOOSE =
            Set.of("allOf", "oneOf", "not", "prefixItems", "if", "patternProperties", "dependentSchemas");

    private final ObjectNode converse;
    private final ObjectNode beside;
    private final Set<String> loosened = new LinkedHashSet<>();
    private final ObjectNode request = JsonNodeFactory.instance.objectNode();
    private final ArrayNode input = request.putArray("input");
    private final List<String> objections = new ArrayList<>();
    private Optional<RequestPart> about = Optional.empty();

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
        return made.objections.isEmpty()
                ? new BodyChoice.Spoken(ResponsesBody.translated(made.request, made.adapted(adapted)))
                : new BodyChoice.NotSpoken(made.objections.getFirst(), made.about);
    }

    private List<String> adapted(List<String> before) {
        return Stream.concat(before.stream().filter(name -> !beside.has(name)), loosened.stream())
                .distinct()
                .toList();
    }

    private void make() {
        converse.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                object(name);
            }
        });
        String instructions = converse.path("system")
                .valueStream()
                .map(block -> block.has(TEXT) ? block.path(TEXT).asText() : unknown(block))
                .collect(Collectors.joining("\n\n"));
        if (!instructions.isEmpty()) {
            request.put("instructions", instructions);
        }
        converse.path("messages").forEach(this::turn);
        tools();
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
        objections.add(what + " has no form in OpenAI's Responses");
    }

    /// Objects to a field of a model's own, which has the same name in every dialect.
    private void field(String name) {
        if (objections.isEmpty()) {
            about = Optional.of(RequestPart.member(name));
        }
        object(BodyChange.FIELDS + "." + name);
    }

    private String unknown(JsonNode block) {
        block.fieldNames().forEachRemaining(this::object);
        return "";
    }

    /// Translates a turn: consecutive texts, images and documents become one message; thinking, calls
    /// and results become items of their own.
    private void turn(JsonNode message) {
        String role = message.path(ROLE).asText();
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        for (JsonNode block : message.path(CONTENT)) {
            Optional<ObjectNode> item = item(block);
            if (item.isPresent()) {
                message(role, parts);
                input.add(item.get());
                parts = JsonNodeFactory.instance.arrayNode();
            } else {
                parts.add(part(role, block));
                context(block.path("document"), parts);
            }
        }
        message(role, parts);
    }

    private void message(String role, ArrayNode parts) {
        if (!parts.isEmpty()) {
            input.addObject().put(ROLE, role).set(CONTENT, parts);
        }
    }

    private Optional<ObjectNode> item(JsonNode block) {
        if (Thoughts.isOne(block)) {
            return Optional.of(Thoughts.item(block));
        }
        JsonNode use = block.path("toolUse");
        if (use.isObject()) {
            return Optional.of(typed("function_call")
                    .put("call_id", use.path("toolUseId").asText())
                    .put("name", use.path("name").asText())
                    .put("arguments", use.path("input").toString()));
        }
        JsonNode result = block.path("toolResult");
        return result.isObject() ? Optional.of(result(result)) : Optional.empty();
    }

    private ObjectNode result(JsonNode result) {
        ObjectNode item = typed("function_call_output")
                .put("call_id", result.path("toolUseId").asText());
        JsonNode content = result.path(CONTENT);
        if (content.valueStream().anyMatch(MediaBesideResults::isMedia)) {
            ArrayNode output = item.putArray("output");
            if (isError(result)) {
                output.add(typed("input_text").put(TEXT, FAILED));
            }
            content.forEach(block -> output.add(part("user", block)));
        } else {
            String output = content.valueStream().map(this::resultText).collect(Collectors.joining("\n"));
            item.put("output", isError(result) ? FAILED + output : output);
        }
        return item;
    }

    private static boolean isError(JsonNode result) {
        return result.path("status").asText().equals("error");
    }

    private String resultText(JsonNode block) {
        if (block.has("json")) {
            return block.path("json").toString();
        }
        return block.has(TEXT) ? block.path(TEXT).asText() : unknown(block);
    }

    private ObjectNode part(String role, JsonNode block) {
        JsonNode image = block.path("image");
        JsonNode document = block.path("document");
        if (image.isObject()) {
            String type = IMAGES.getOrDefault(image.path("format").asText(), "image/png");
            return typed("input_image")
                    .put("detail", "auto")
                    .put("image_url", "data:" + type + ";base64," + bytes(image));
        }
        if (document.isObject()) {
            return file(document);
        }
        return typed(role.equals("assistant") ? "output_text" : "input_text").put(TEXT, resultText(block));
    }

    private ObjectNode file(JsonNode document) {
        String format = document.path("format").asText("txt");
        return typed("input_file")
                .put("filename", document.path("name").asText() + "." + format)
                .put("file_data", "data:" + FileFormat.mediaType(format) + ";base64," + bytes(document));
    }

    /// Writes a document's context as a text beside it.
    private void context(JsonNode document, ArrayNode parts) {
        if (document.path("context").isTextual()) {
            parts.add(typed("input_text").put(TEXT, document.path("context").textValue()));
        }
        if (document.path("citations").path("enabled").asBoolean()) {
            object("citations");
        }
    }

    private String bytes(JsonNode media) {
        JsonNode bytes = media.path("source").path("bytes");
        if (!bytes.isTextual()) {
            object("a source other than bytes");
        }
        return bytes.asText();
    }

    private void tools() {
        JsonNode config = converse.path(TOOL_CONFIG);
        ArrayNode tools = JsonNodeFactory.instance.arrayNode();
        for (JsonNode tool : config.path("tools")) {
            JsonNode spec = tool.path(BodySchemas.SPEC);
            if (spec.isObject()) {
                tools.add(tool(spec));
            } else {
                unknown(tool);
            }
        }
        if (tools.isEmpty()) {
            return;
        }
        request.set("tools", tools);
        choice(config.path("toolChoice"));
        ownChoice(converse.path(BodyChange.FIELDS));
    }

    /// Translates a tool; in Responses a tool is strict unless `strict` is false.
    private ObjectNode tool(JsonNode spec) {
        ObjectNode tool = typed("function").put("name", spec.path("name").asText());
        if (spec.has("description")) {
            tool.set("description", spec.path("description"));
        }
        tool.set("parameters", spec.path("inputSchema").path("json"));
        return tool.put(
                STRICT,
                strictly(spec.path(STRICT).asBoolean(), spec.path("inputSchema").path("json")));
    }

    /// What is wanted to the letter and cannot be so is named.
    private boolean strictly(boolean wanted, JsonNode schema) {
        boolean can = isStrict(schema);
        if (wanted && !can) {
            loosened.add(STRICT);
        }
        return wanted && can;
    }

    private void choice(JsonNode choice) {
        if (choice.has("any")) {
            request.put("tool_choice", "required");
        } else if (choice.has("tool")) {
            named(choice.path("tool"));
        }
    }

    private void named(JsonNode tool) {
        ObjectNode named = request.putObject("tool_choice");
        named.put(TYPE, "function").set("name", tool.path("name"));
    }

    /// Translates Claude's own choice, which can also say that one tool is called at a time.
    private void ownChoice(JsonNode fields) {
        JsonNode own = fields.path(BodyChange.TOOL_CHOICE);
        if (own.path("disable_parallel_tool_use").asBoolean()) {
            request.put("parallel_tool_calls", false);
        }
        switch (own.path(TYPE).asText()) {
            case "any" -> request.put("tool_choice", "required");
            case "tool" -> named(own);
            default -> {}
        }
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
                field(name);
            }
        });
        schema(converse.at("/outputConfig/textFormat/structure/jsonSchema"));
    }

    private void sampling(JsonNode value, String name) {
        if (value.isNumber()) {
            request.set(name, value);
        }
    }

    /// Whether each object of a schema forbids further members and requires all named ones, as OpenAI
    /// demands for strict schemas ("Structured model outputs", OpenAI API guides).
    private static boolean isStrict(JsonNode schema) {
        JsonNode properties = schema.path("properties");
        if (LOOSE.stream().anyMatch(schema::has)) {
            return false;
        }
        boolean closed = (!properties.isObject() && !schema.path(TYPE).asText().equals("object"))
                || (schema.path("additionalProperties").isBoolean()
                        && !schema.path("additionalProperties").booleanValue()
                        && schema.path("required").size() == properties.size());
        return closed && schema.valueStream().allMatch(ResponseOfConverse::isStrict);
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
        format.put(STRICT, wanted.isMissingNode() ? isStrict(schema) : strictly(wanted.asBoolean(), schema));
    }

    private static ObjectNode typed(String type) {
        return JsonNodeFactory.instance.objectNode().put(TYPE, type);
    }
}
