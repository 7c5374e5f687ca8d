package io.breakwater.routing;

import io.breakwater.routing.Exclusion.Cause;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How exclusions are written for all copies: `x1 CAUSE TIMES SINCE UNTIL PROBING ANSWERS BY WHY`, instants
/// in milliseconds since the epoch.
///
/// The forms of before are read as well: four numbers of a target (ejections, open until, probing until,
/// quarantine until) and one number of a spent day. A text of any other form says nothing: it is a later
/// version's, or made by hand, and the next decision replaces it.
final class ExclusionText {
    private static final int LONGEST_WHY = 200;
    private static final String UNKNOWN = "-";
    private static final Pattern FORM =
            Pattern.compile("x1 ([a-z]+) (\\d{1,9}) (\\d{1,15}) (\\d{1,15}) (\\d{1,15}) (\\d{1,9}) (\\S+)(?: (.*))?");
    private static final Pattern FOUR_NUMBERS = Pattern.compile("(\\d{1,9}) (\\d{1,15}) (\\d{1,15}) (\\d{1,15})");
    private static final Pattern ONE_NUMBER = Pattern.compile("\\d{1,15}");

    static Optional<String> of(Optional<Exclusion> exclusion) {
        return exclusion.map(ExclusionText::write);
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

    static Optional<Exclusion> read(Optional<String> text) {
        return text.flatMap(ExclusionText::read);
    }

    private static Optional<Exclusion> read(String text) {
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
