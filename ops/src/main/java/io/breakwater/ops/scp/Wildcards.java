package io.breakwater.ops.scp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The `*` and `?` of policies, and elements that are one value or a list of them.
final class Wildcards {

    private Wildcards() {}

    /// Whether a text fits one of the patterns, without regard to case: `*` is any run of characters, `?` any
    /// one.
    static boolean anyFits(JsonNode patterns, String text) {
        return values(patterns).stream().anyMatch(pattern -> fits(pattern, text));
    }

    static boolean fits(String pattern, String text) {
        String expression = pattern.toLowerCase(Locale.ROOT)
                .chars()
                .mapToObj(Character::toString)
                .map(Wildcards::piece)
                .collect(Collectors.joining());
        return text.toLowerCase(Locale.ROOT).matches(expression);
    }

    private static String piece(String character) {
        return switch (character) {
            case "*" -> ".*";
            case "?" -> ".";
            default -> Pattern.quote(character);
        };
    }

    /// The values of an element that may be a single one.
    static List<String> values(JsonNode element) {
        List<String> values = new ArrayList<>();
        if (element.isArray()) {
            element.forEach(value -> values.add(value.asText()));
        } else if (!element.isMissingNode()) {
            values.add(element.asText());
        }
        return values;
    }
}
