package io.breakwater.simulated.bedrock.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The bounds of the service model, in the words of its validation.
/// Source: the public service model of `bedrock-runtime`.
final class Constraints {

    private static final String FOUND = "1 validation error detected: Value ";
    private static final String FAILED = " failed to satisfy constraint: ";

    private Constraints() {}

    /// A number outside its bounds.
    public static Optional<String> range(JsonNode value, String name, double least, double most) {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isNumber()) {
            return Optional.of("The value at '" + name + "' is not a number: " + value);
        }
        if (value.doubleValue() < least) {
            return Optional.of(
                    broken(value.toString(), name, "Member must have value greater than or equal to " + plain(least)));
        }
        return value.doubleValue() > most
                ? Optional.of(
                        broken(value.toString(), name, "Member must have value less than or equal to " + plain(most)))
                : Optional.empty();
    }

    /// A text that a pattern does not match.
    static Stream<String> pattern(String value, String name, Pattern pattern) {
        return pattern.matcher(value).matches()
                ? Stream.empty()
                : Stream.of(broken(value, name, "Member must satisfy regular expression pattern: " + pattern));
    }

    /// A text that is not among the allowed ones.
    static Stream<String> oneOf(String value, String name, Collection<String> allowed) {
        return allowed.contains(value)
                ? Stream.empty()
                : Stream.of(broken(value, name, "Member must satisfy enum value set: " + new TreeSet<>(allowed)));
    }

    /// More members than are allowed.
    static Stream<String> atMost(JsonNode array, String name, int most) {
        return array.size() <= most
                ? Stream.empty()
                : Stream.of(
                        FOUND + "at '" + name + "'" + FAILED + "Member must have length less than or equal to " + most);
    }

    private static String broken(String value, String name, String constraint) {
        return FOUND + "'" + value + "' at '" + name + "'" + FAILED + constraint;
    }

    private static String plain(double bound) {
        return Long.toString(Math.round(bound));
    }
}
