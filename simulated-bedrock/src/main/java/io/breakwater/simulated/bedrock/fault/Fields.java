package io.breakwater.simulated.bedrock.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The members of a posted object, read with their required types; `at` is the object's place in the
/// script.
///
/// Every method but `has` throws IllegalArgumentException if a member has another type; the message
/// says which member, its value, and what to give.
record Fields(JsonNode node, String at) {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final int LONGEST_TEXT = 2_000;

    void requireKnown(Collection<String> known) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(at + " is not an object");
        }
        for (var member : node.properties()) {
            if (!known.contains(member.getKey())) {
                throw new IllegalArgumentException(at + "." + member.getKey() + " is not known: use one of "
                        + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }

    boolean has(String name) {
        return node.has(name);
    }

    String at(String name) {
        return at + "." + name;
    }

    IllegalArgumentException wrong(String name, String remedy) {
        return new IllegalArgumentException(at(name) + " is " + node.path(name) + ": " + remedy);
    }

    @Nullable
    String text(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrong(name, "give a string");
        }
        if (value.textValue().isBlank() || value.textValue().length() > LONGEST_TEXT) {
            throw wrong(name, "give 1 to " + LONGEST_TEXT + " characters, or leave it out");
        }
        return value.textValue();
    }

    @Nullable
    Boolean flag(String name) {
        JsonNode value = node.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw wrong(name, "give true or false");
        }
        return value.isMissingNode() ? null : value.booleanValue();
    }

    long count(String name) {
        JsonNode value = node.path(name);
        if (!value.isMissingNode()
                && !(value.canConvertToLong() && value.isIntegralNumber() && value.longValue() >= 0)) {
            throw wrong(name, "give a whole number of 0 or more");
        }
        return value.asLong(0);
    }

    double rate(String name) {
        JsonNode value = node.path(name);
        double rate = value.asDouble(1);
        if (!value.isMissingNode() && !(value.isNumber() && rate >= 0 && rate <= 1)) {
            throw wrong(name, "give a number from 0 to 1");
        }
        return rate;
    }

    @Nullable
    Duration duration(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode()) {
            return null;
        }
        Matcher matcher = DURATION.matcher(value.asText());
        if (!value.isTextual() || !matcher.matches()) {
            throw wrong(name, "give a duration such as \"500ms\" or \"30s\"");
        }
        return duration(Long.parseLong(matcher.group(1)), matcher.group(2));
    }

    private static Duration duration(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
