package io.breakwater.dialect.openai;

import io.breakwater.dialect.json.JsonLimits;
import io.breakwater.dialect.json.Parsed;
import io.breakwater.dialect.json.StrictJson;

/// The `content` of an answer: the model's text, or, if the answer should be JSON, its arguments for
/// [JsonTool]; any text beside those is then not part of the answer.
///
/// If the answer should be JSON, a text that begins as a JSON object or array is passed on as it comes.
/// Any other text is held back to its end, since some models put the object between fences or in a
/// sentence; if no JSON is found in it, the text is passed on unchanged.
public final class AnswerText {
    private final boolean asJson;
    private final StringBuilder held = new StringBuilder();
    private boolean byTool;
    private boolean begun;
    private boolean passes;

    /// @param asJson whether the answer should be JSON
    public AnswerText(boolean asJson) {
        this.asJson = asJson;
    }

    public boolean asJson() {
        return asJson;
    }

    /// Whether this call to the tool is the answer: only the first one is.
    public boolean answersByTool() {
        boolean first = !byTool;
        byTool = true;
        return first;
    }

    /// The text that can be passed on after another piece.
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

    /// Whether the text, after white space, begins as an object or array. A text that began otherwise
    /// is not checked again: it may come in thousands of pieces.
    private static boolean begins(String piece) {
        String start = piece.stripLeading();
        return start.startsWith("{") || start.startsWith("[");
    }

    /// The text to pass on at the end of the answer.
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

    /// The whole text of an answer that should be JSON.
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
