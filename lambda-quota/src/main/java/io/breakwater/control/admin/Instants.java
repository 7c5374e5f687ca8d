package io.breakwater.control.admin;

import io.breakwater.dialect.json.JsonField;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times as operators write them.
final class Instants {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,6})([smhd])");

    /// An instant after now, such as `2026-03-01T12:00:00Z`; empty if there is none, or after a fault.
    static Optional<Instant> future(JsonField field, Instant now) {
        Optional<Instant> at = field.text().flatMap(Instants::instant).filter(now::isBefore);
        if (field.present() && at.isEmpty()) {
            field.refuse("must be an instant in the future, such as %s, got %s"
                    .formatted(now.plusSeconds(86_400), field.node()));
        }
        return at;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException another) {
            return Optional.empty();
        }
    }

    /// `90s`, `45m`, `24h` or `7d`.
    static Optional<Duration> duration(String text) {
        Matcher parts = TIME.matcher(text);
        return parts.matches()
                ? Optional.of(unit(parts.group(2)).multipliedBy(Long.parseLong(parts.group(1))))
                : Optional.empty();
    }

    private static Duration unit(String letter) {
        return switch (letter) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
    }

    private Instants() {}
}
