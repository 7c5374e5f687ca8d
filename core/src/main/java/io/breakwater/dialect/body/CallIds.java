package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.JsonField;
import io.breakwater.dialect.json.JsonLimits;
import io.breakwater.dialect.json.Parsed;
import io.breakwater.dialect.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/// The ids of tool calls, and which calls still lack their results. Bedrock requires for each call in
/// an answer exactly one result in the next message ("Converse", Amazon Bedrock API Reference), as
/// OpenAI does.
///
/// An id that Bedrock does not take becomes a hash. An id that an earlier turn had already gets a
/// number, as some models number their calls from 0 in each answer. Both depend only on what comes
/// before, so that a growing conversation keeps its prompt cache.
public final class CallIds {
    /// ToolUseId, Amazon Bedrock API Reference.
    private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9_.:-]{1,64}");

    /// The member that holds arguments which are no JSON object.
    private static final String RAW_ARGUMENTS = "_raw";

    private static final int ROOM_FOR_A_NUMBER = 56;

    private final String missingResult;
    private final DistinctNames ids = new DistinctNames();
    private final Map<String, Call> ofTurn = new LinkedHashMap<>();

    /// @param missingResult what must be sent for a call without a result, in the client's words
    public CallIds(String missingResult) {
        this.missingResult = missingResult;
    }

    /// Bedrock's id for a call that an assistant makes.
    public String called(JsonField field) {
        String asked = field.requiredFilledText();
        if (ofTurn.containsKey(asked)) {
            field.refuse("is the id of another call of the same turn; ids must differ");
        }
        Call call = new Call(unique(asked), field);
        ofTurn.put(asked, call);
        return call.id;
    }

    /// Bedrock's id for the call to which a result belongs.
    public String answered(JsonField field) {
        String asked = field.requiredFilledText();
        Call call = ofTurn.get(asked);
        if (call == null) {
            field.refuse("must be the id of a tool call in the assistant message before it");
            return asked;
        }
        if (call.isAnswered) {
            field.refuse("names a tool call that already has its result; send one result for each call");
        }
        call.isAnswered = true;
        return call.id;
    }

    /// Ends a turn: the next answer begins, or the conversation ends.
    public void endTurn() {
        ofTurn.values().stream()
                .filter(call -> !call.isAnswered)
                .forEach(call -> call.field.refuse("has no result; " + missingResult));
        ofTurn.clear();
    }

    public boolean any() {
        return ids.any();
    }

    private String unique(String asked) {
        String id = FORM.matcher(asked).matches() ? asked : hashed(asked);
        String start = id.substring(0, Math.min(id.length(), ROOM_FOR_A_NUMBER));
        return ids.of(id, number -> start + "." + number);
    }

    private static String hashed(String asked) {
        return "call_" + UUID.nameUUIDFromBytes(asked.getBytes(StandardCharsets.UTF_8));
    }

    /// The arguments of an earlier call, which clients send back as text, as the object that Bedrock
    /// takes. Many clients write a call without arguments as an empty string or `null`. Text that is
    /// not a JSON object, such as arguments that were cut off, is carried as text: otherwise the
    /// conversation could never continue.
    public static ObjectNode arguments(String written) {
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        String text = written.strip();
        if (text.isEmpty() || text.equals("null")) {
            return none;
        }
        return switch (StrictJson.parse(text, JsonLimits.DEFAULT)) {
            case Parsed.Json(ObjectNode arguments) -> arguments;
            case Parsed.Problem _ -> none.put(RAW_ARGUMENTS, text);
        };
    }

    /// The same the other way: the arguments of a call in an answer, as clients read them that take text. What stands
    /// there because it is no JSON object is told as the model wrote it.
    public static String written(JsonNode input) {
        if (input.isMissingNode() || input.isNull()) {
            return "{}";
        }
        JsonNode raw = input.path(RAW_ARGUMENTS);
        boolean garbled = input.size() == 1
                && raw.isTextual()
                && StrictJson.parse(raw.textValue(), JsonLimits.DEFAULT) instanceof Parsed.Problem;
        return garbled ? raw.textValue() : input.toString();
    }

    private static final class Call {
        private final String id;
        private final JsonField field;
        private boolean isAnswered;

        private Call(String id, JsonField field) {
            this.id = id;
            this.field = field;
        }
    }
}
