package io.breakwater.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/// How a received value is shown in a message.
final class Description {
    private static final int LONGEST = 80;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private Description() {}

    static String of(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT, POJO -> "a mapping";
            case ARRAY -> "a list";
            case NULL, MISSING -> "nothing";
            case STRING, BINARY -> "'" + shortened(value.asText()) + "'";
            case NUMBER, BOOLEAN -> shortened(value.asText());
        };
    }

    /// On one line, and not longer than a message can bear.
    static String shortened(String text) {
        String line = CONTROL.matcher(text).replaceAll(" ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
