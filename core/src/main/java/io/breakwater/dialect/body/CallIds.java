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

/// The ids of tool calls, and which of them wait for their results. Bedrock wants each call of an answer to have
/// exactly one result in the message after it ("Converse", Amazon Bedrock API Reference), as OpenAI does.
///
/// Ids that Bedrock does not take become a hash, and ids that an earlier turn had already, as some models number
/// their calls from 0 in each answer, get a number. Both depend only on what stands before: a conversation that
/// goes on keeps its prompt cache.
public final class CallIds {
    /// ToolUseId, Amazon Bedrock API Reference.
    private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9_.:-]{1,64}");

    /// The member that holds arguments which are no JSON object.
    private static final String RAW_ARGUMENTS = "_raw";

    private static final int ROOM_FOR_A_NUMBER = 56;

    private final String missingResult;
    private final DistinctNames ids = new DistinctNames();
    private final Map<String, Call> ofTurn = new LinkedHashMap<>();

    /// @param missingResult of a call without one: what must be sent, in the client's words
    public CallIds(String missingResult) {
        this.missingResult = missingResult;
    }

    /// The id for Bedrock of a call that an assistant makes.
    public String called(JsonField field) {
        String asked = field.requiredFilledText();
        if (ofTurn.containsKey(asked)) {
            field.refuse("is the id of another call of the same turn; ids must differ");
        }
        Call call = new Call(unique(asked), field);
        ofTurn.put(asked, call);
        return call.id;
    }

    /// The id for Bedrock of the call that a result belongs to.
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

    /// Ends a turn: the next answer begins, or there is no more.
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

    /// The arguments of an earlier call, which clients bring back as text, as the object that Bedrock takes. A call
    /// without arguments is written as an empty string or `null` by many clients. What is no JSON
    /// object, such as arguments that were cut off, is carried as text: else the conversation could never go
    /// on.
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
