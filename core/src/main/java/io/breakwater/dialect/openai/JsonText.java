package io.breakwater.dialect.openai;

import io.breakwater.dialect.json.JsonLimits;
import io.breakwater.dialect.json.Parsed;
import io.breakwater.dialect.json.StrictJson;

/// The text of an answer that was to be JSON. A text that begins as a JSON object or array is passed on as it comes.
/// Any other
/// is held back to its end, as it may stand before the object, which some models put between fences or in a sentence;
/// what is no JSON even then is passed on as it is.
final class JsonText {
    private final StringBuilder held = new StringBuilder();
    private boolean passes;

    /// What can be passed on now that there is more text.
    String next(String piece) {
        if (passes) {
            return piece;
        }
        held.append(piece);
        String start = held.toString().stripLeading();
        passes = start.startsWith("{") || start.startsWith("[");
        return passes ? taken() : "";
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
    static String of(String text) {
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
