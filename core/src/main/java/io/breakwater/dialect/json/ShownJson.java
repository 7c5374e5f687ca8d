package io.breakwater.dialect.json;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/// What a message or a log may show of a body: the kind of a value in words, and names that are short
/// identifiers. Texts and other names are never shown, since they may be a prompt.
final class ShownJson {
    private static final Pattern SHOWN_NAME = Pattern.compile("[A-Za-z0-9_.$-]{1,64}");

    private ShownJson() {}

    static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT, POJO -> "an object";
            case ARRAY -> "an array";
            case STRING, BINARY -> "a string";
            case NUMBER -> "the number " + node.asText();
            case BOOLEAN -> node.asText();
            case NULL -> "null";
            case MISSING -> "nothing";
        };
    }

    static String kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT, END_OBJECT -> "an object";
            case START_ARRAY, END_ARRAY -> "an array";
            case VALUE_STRING, FIELD_NAME -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "something else";
        };
    }

    static String name(String name) {
        return SHOWN_NAME.matcher(name).matches() ? name : "(name not shown)";
    }
}
