package io.breakwater.dialect.openai;

import io.breakwater.dialect.json.JsonLimits;
import io.breakwater.dialect.json.Parsed;
import io.breakwater.dialect.json.StrictJson;

/// The `content` of an answer: what the model says, or, where the answer was to be JSON, what it gives to
/// [JsonTool]; then what it says beside that is no part of the answer.
///
/// Where the answer was to be JSON, a text that begins as a JSON object or array is passed on as it comes.
/// Any other is held back to its end, as it may stand before the object, which some models put between
/// fences or in a sentence; what is no JSON even then is passed on as it is.
public final class AnswerText {
    private final boolean asJson;
    private final StringBuilder held = new StringBuilder();
    private boolean byTool;
    private boolean begun;
    private boolean passes;

    /// @param asJson whether the answer was to be JSON
    public AnswerText(boolean asJson) {
        this.asJson = asJson;
    }

    public boolean asJson() {
        return asJson;
    }

    /// Whether this call gives the answer: the first one does.
    public boolean answersByTool() {
        boolean first = !byTool;
        byTool = true;
        return first;
    }

    /// What can be passed on now that the model has said more.
    public String next(String piece) {
        if (byTool) {
            return "";
        }
        return asJson && !passes ? held(piece) : piece;
    }

    private String held(String piece) {
        held.append(piece);
        passes = !begun && begins(piece);
        begun |= !piece.isBlank();
        return passes ? taken() : "";
    }

    /// Whether what is not blank begins as an object or array. A text that began otherwise is not looked at
    /// again: it may come in thousands of pieces.
    private static boolean begins(String piece) {
        String start = piece.stripLeading();
        return start.startsWith("{") || start.startsWith("[");
    }

    /// What is passed on at the end of the answer.
    public String rest() {
        if (!asJson || byTool) {
            return "";
        }
        String text = held.toString();
        int start = text.indexOf('{');
        int end = text.lastIndexOf('}');
        boolean within = start >= 0 && end > start && isJson(text.substring(start, end + 1));
        return within ? text.substring(start, end + 1) : taken();
    }

    /// The whole text of an answer that was to be JSON.
    public static String ofJson(String text) {
        AnswerText json = new AnswerText(true);
        return json.next(text) + json.rest();
    }

    private String taken() {
        String text = held.toString();
        held.setLength(0);
        return text;
    }

    private static boolean isJson(String text) {
        return StrictJson.parse(text, JsonLimits.DEFAULT) instanceof Parsed.Json;
    }
}
