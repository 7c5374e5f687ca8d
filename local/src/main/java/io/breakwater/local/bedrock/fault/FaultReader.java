package io.breakwater.local.bedrock.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.local.bedrock.wire.BedrockError;
import io.breakwater.local.bedrock.wire.Checked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a posted fault script; whatever it does not know is refused with the place and the key.
public final class FaultReader {

    private static final Set<String> FAULT_KEYS = Set.of("match", "fault", "after", "for", "times", "rate", "delay");
    private static final Set<String> MATCH_KEYS = Set.of("account", "region", "profile");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private FaultReader() {}

    /// The faults of a JSON array, or a 400 that names the offending key.
    public static Checked<List<Fault>> read(JsonNode script) {
        if (!script.isArray()) {
            return Checked.no(BedrockError.validation("the faults are not an array: send [{\"fault\":\"throttle\"}]"));
        }
        try {
            List<Fault> faults = new ArrayList<>();
            for (int i = 0; i < script.size(); i++) {
                faults.add(fault(script.get(i), "[" + i + "]"));
            }
            return Checked.ok(faults);
        } catch (IllegalArgumentException e) {
            return Checked.no(BedrockError.validation(String.valueOf(e.getMessage())));
        }
    }

    private static Fault fault(JsonNode node, String at) {
        requireKnownKeys(node, at, FAULT_KEYS);
        return new Fault(
                match(node.path("match"), at + ".match"),
                kind(node.path("fault"), at + ".fault"),
                count(node.path("after"), at + ".after"),
                duration(node.path("for"), at + ".for"),
                count(node.path("times"), at + ".times"),
                rate(node.path("rate"), at + ".rate"),
                duration(node.path("delay"), at + ".delay"));
    }

    private static FaultMatch match(JsonNode node, String at) {
        if (node.isMissingNode()) {
            return new FaultMatch(null, null, null);
        }
        requireKnownKeys(node, at, MATCH_KEYS);
        return new FaultMatch(
                text(node.path("account"), at + ".account"),
                text(node.path("region"), at + ".region"),
                text(node.path("profile"), at + ".profile"));
    }

    private static void requireKnownKeys(JsonNode node, String at, Set<String> known) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(at + " is not an object");
        }
        Optional<String> stranger = node.properties().stream()
                .map(entry -> entry.getKey())
                .filter(key -> !known.contains(key))
                .findFirst();
        stranger.ifPresent(key -> {
            throw new IllegalArgumentException(at + "." + key + " is not known: use one of "
                    + String.join(", ", known.stream().sorted().toList()));
        });
    }

    private static FaultKind kind(JsonNode node, String at) {
        return FaultKind.named(node.asText())
                .orElseThrow(() -> new IllegalArgumentException(
                        at + " is \"" + node.asText() + "\": use one of " + FaultKind.names()));
    }

    private static @Nullable String text(JsonNode node, String at) {
        if (!node.isMissingNode() && !node.isTextual()) {
            throw new IllegalArgumentException(at + " is " + node + ": give a string");
        }
        return node.isMissingNode() ? null : node.textValue();
    }

    private static long count(JsonNode node, String at) {
        if (!node.isMissingNode() && !(node.canConvertToLong() && node.isIntegralNumber() && node.longValue() >= 0)) {
            throw new IllegalArgumentException(at + " is " + node + ": give a whole number of 0 or more");
        }
        return node.asLong(0);
    }

    private static double rate(JsonNode node, String at) {
        double rate = node.asDouble(1);
        if (!node.isMissingNode() && !(node.isNumber() && rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException(at + " is " + node + ": give a number from 0 to 1");
        }
        return rate;
    }

    private static @Nullable Duration duration(JsonNode node, String at) {
        if (node.isMissingNode()) {
            return null;
        }
        Matcher matcher = DURATION.matcher(node.asText());
        if (!node.isTextual() || !matcher.matches()) {
            throw new IllegalArgumentException(at + " is " + node + ": give a duration such as \"500ms\" or \"30s\"");
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
