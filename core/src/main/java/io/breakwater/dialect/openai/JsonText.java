package io.breakwater.dialect.openai;

import io.breakwater.dialect.json.JsonLimits;
import io.breakwater.dialect.json.Parsed;
import io.breakwater.dialect.json.StrictJson;

/// The text of an answer that was to be JSON. A text that begins as a JSON object or array is
/// passed on as it comes. Any other is held back to its end, as it may stand before the object,
/// which some models put between fences or in a sentence; what is no JSON even then is passed on as
/// it is.
public final class JsonText {
    private final StringBuilder held = new StringBuilder();
    private boolean begun;
    private boolean passes;

    /// What can be passed on now that there is more text.
    String next(String piece) {
        if (passes) {
            return piece;
        }
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
    String rest() {
        String text = held.toString();
        int start = text.indexOf('{');
        int end = text.lastIndexOf('}');
        boolean within = start >= 0 && end > start && isJson(text.substring(start, end + 1));
        return within ? text.substring(start, end + 1) : taken();
    }

    /// The whole of it at once.
    public static String of(String text) {
        JsonText json = new JsonText();
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
