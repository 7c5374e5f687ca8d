package io.breakwater.ops.ctl;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// When something ends, as operators give it: after a time, or at an instant.
final class EndTime {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,6})([smhd])");

    @Option(names = "--for", paramLabel = "TIME", description = "For how long: 90s, 45m, 24h or 7d.")
    @Nullable
    String time;

    @Option(names = "--until", paramLabel = "INSTANT", description = "Until when: 2027-01-31T12:00:00Z.")
    @Nullable
    String instant;

    /// @throws Misuse if both are given, or one is invalid
    Optional<Instant> end(InstantSource clock) {
        if (time != null && instant != null) {
            throw new Misuse("say --for or --until, not both");
        }
        return time != null
                ? Optional.of(clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(duration(time)))
                : Optional.ofNullable(instant).map(EndTime::instant);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new Misuse("--until must be an instant such as 2027-01-31T12:00:00Z, got '" + text + "'", e);
        }
    }

    private static Duration duration(String text) {
        Matcher parts = TIME.matcher(text);
        if (!parts.matches()) {
            throw new Misuse("--for must be a time such as 90s, 45m, 24h or 7d, got '" + text + "'");
        }
        long number = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
