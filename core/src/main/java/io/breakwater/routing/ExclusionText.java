package io.breakwater.routing;

import io.breakwater.routing.Exclusion.Cause;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How what is known is written for all copies: exclusions as `x1 CAUSE TIMES SINCE UNTIL PROBING ANSWERS BY WHY`,
/// instants in milliseconds since the epoch, and suspicions as `s1 FAILURES FROM TO BY`.
///
/// The forms of before are read as well: four numbers of a target (ejections, open until, probing until,
/// quarantine until) and one number of a spent day. A text of any other form says nothing: it is a later
/// version's, or made by hand, and the next decision replaces it.
final class ExclusionText {
    private static final int LONGEST_WHY = 200;
    private static final String UNKNOWN = "-";
    private static final Pattern FORM =
            Pattern.compile("x1 ([a-z]+) (\\d{1,9}) (\\d{1,15}) (\\d{1,15}) (\\d{1,15}) (\\d{1,9}) (\\S+)(?: (.*))?");
    private static final Pattern SUSPICION = Pattern.compile("s1 (\\d{1,9}) (\\d{1,18}) (\\d{1,18}) (\\S+)");
    private static final Pattern FOUR_NUMBERS = Pattern.compile("(\\d{1,9}) (\\d{1,15}) (\\d{1,15}) (\\d{1,15})");
    private static final Pattern ONE_NUMBER = Pattern.compile("\\d{1,15}");

    static Optional<String> of(Optional<? extends HealthEntry> known) {
        return known.map(entry -> switch (entry) {
            case Exclusion exclusion -> write(exclusion);
            case Suspicion suspicion -> write(suspicion);
        });
    }

    private static String write(Suspicion suspicion) {
        return "s1 %d %d %d %s".formatted(suspicion.failures(), suspicion.from(), suspicion.to(), suspicion.by());
    }

    private static String write(Exclusion exclusion) {
        return "x1 %s %d %d %d %d %d %s %s"
                .formatted(
                        exclusion.cause().label(),
                        exclusion.times(),
                        exclusion.since().toEpochMilli(),
                        exclusion.until().toEpochMilli(),
                        exclusion.probingUntil().toEpochMilli(),
                        exclusion.answers(),
                        exclusion.by(),
                        shortened(exclusion.why()))
                .trim();
    }

    private static String shortened(String why) {
        String line = why.replaceAll("\\s+", " ").trim();
        return line.length() > LONGEST_WHY ? line.substring(0, LONGEST_WHY) : line;
    }

    /// What leaves something out.
    static Optional<Exclusion> exclusion(Optional<String> text) {
        return HealthEntry.exclusion(read(text));
    }

    static Optional<? extends HealthEntry> read(Optional<String> text) {
        return text.flatMap(ExclusionText::read);
    }

    private static Optional<? extends HealthEntry> read(String text) {
        Matcher suspicion = SUSPICION.matcher(text);
        if (suspicion.matches()) {
            return Optional.of(suspicion(suspicion));
        }
        Matcher form = FORM.matcher(text);
        if (form.matches()) {
            return Arrays.stream(Cause.values())
                    .filter(cause -> cause.label().equals(form.group(1)))
                    .findFirst()
                    .map(cause -> read(cause, form));
        }
        Matcher four = FOUR_NUMBERS.matcher(text);
        if (four.matches()) {
            return ofFour(four);
        }
        return ONE_NUMBER.matcher(text).matches() ? Optional.of(spentUntil(instant(text))) : Optional.empty();
    }

    private static Suspicion suspicion(Matcher form) {
        return new Suspicion(
                Integer.parseInt(form.group(1)),
                Long.parseLong(form.group(2)),
                Long.parseLong(form.group(3)),
                form.group(4));
    }

    private static Exclusion read(Cause cause, Matcher form) {
        return new Exclusion(
                cause,
                Integer.parseInt(form.group(2)),
                instant(form.group(3)),
                instant(form.group(4)),
                instant(form.group(5)),
                Integer.parseInt(form.group(6)),
                form.group(7),
                form.group(8) == null ? "" : form.group(8));
    }

    /// When it was decided was not written then: only what begins after its end says something.
    private static Optional<Exclusion> ofFour(Matcher four) {
        int ejections = Integer.parseInt(four.group(1));
        Instant open = instant(four.group(2));
        Instant quarantine = instant(four.group(4));
        if (quarantine.isAfter(open)) {
            return Optional.of(new Exclusion(Cause.REFUSED, 1, quarantine, quarantine, Instant.EPOCH, 0, UNKNOWN, ""));
        }
        return ejections == 0
                ? Optional.empty()
                : Optional.of(
                        new Exclusion(Cause.FAILING, ejections, open, open, instant(four.group(3)), 0, UNKNOWN, ""));
    }

    private static Exclusion spentUntil(Instant until) {
        return new Exclusion(Cause.SPENT, 1, until, until, Instant.EPOCH, 0, UNKNOWN, "");
    }

    private static Instant instant(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }

    private ExclusionText() {}
}
