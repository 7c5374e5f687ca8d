package io.breakwater.iam;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The `*` and `?` of policies.
public final class Wildcards {
    /// The segments of an ARN; colons after the fifth belong to the last.
    private static final int SEGMENTS = 6;

    private Wildcards() {}

    /// Whether a text fits a pattern: `*` is any run of characters, `?` any one, everything else itself, in its case.
    public static boolean fits(String pattern, String text) {
        return matches(pattern, text, ".*", ".");
    }

    /// Actions are told apart without regard to case ("IAM JSON policy elements: Action", IAM User Guide).
    static boolean fitsAction(String pattern, String action) {
        return fits(pattern.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT));
    }

    /// Whether an ARN fits a `Resource`: a wildcard stays within its segment, but for a `*` at a segment's end ("IAM
    /// JSON policy elements: Resource", IAM User Guide).
    static boolean fitsResource(String pattern, String arn) {
        String[] segments = pattern.split(":", -1);
        return pattern.equals("*")
                || arn.matches(IntStream.range(0, segments.length)
                        .mapToObj(index -> resourceSegment(segments[index]))
                        .collect(Collectors.joining(":")));
    }

    private static String resourceSegment(String segment) {
        return segment.endsWith("*")
                ? expression(segment.substring(0, segment.length() - 1), "[^:]*", "[^:]") + ".*"
                : expression(segment, "[^:]*", "[^:]");
    }

    /// Whether an ARN fits that of a condition: segment by segment ("IAM JSON policy elements: Condition operators",
    /// IAM User Guide).
    static boolean fitsArn(String pattern, String arn) {
        List<String> patterns = List.of(pattern.split(":", SEGMENTS));
        List<String> segments = List.of(arn.split(":", SEGMENTS));
        return patterns.size() == segments.size()
                && IntStream.range(0, patterns.size())
                        .allMatch(index -> fits(patterns.get(index), segments.get(index)));
    }

    private static boolean matches(String pattern, String text, String many, String one) {
        return Pattern.compile(expression(pattern, many, one), Pattern.DOTALL)
                .matcher(text)
                .matches();
    }

    private static String expression(String pattern, String many, String one) {
        return pattern.codePoints()
                .mapToObj(Character::toString)
                .map(character -> piece(character, many, one))
                .collect(Collectors.joining());
    }

    private static String piece(String character, String many, String one) {
        return switch (character) {
            case "*" -> many;
            case "?" -> one;
            default -> Pattern.quote(character);
        };
    }
}
