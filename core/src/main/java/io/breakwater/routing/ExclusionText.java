package io.breakwater.routing;

import io.breakwater.routing.Exclusion.Cause;
import io.breakwater.routing.Suspicion.Fruitless;
import io.breakwater.routing.Suspicion.Unanswered;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The stored form of what the copies know: exclusions as `x1 CAUSE TIMES SINCE UNTIL PROBING ANSWERS
/// BY WHY`, instants in milliseconds since the epoch, suspicions as `s3 FAILURES FROM TO BY LAST SINCE
/// ROW LOWEST FIRST FRUITLESS FROM TO`, with silent streams as `s4`, the same and `SINCE LATEST ROW STREAMS
/// FROM TO BY LAST`, and a model's pauses as `g1 LONGEST OF SECOND STREAMS FLOWED SEEN`, lengths in
/// milliseconds.
///
/// Earlier forms are read as well: `s2`, without the last three numbers of `s3`, and `s1 FAILURES FROM
/// TO BY` for a suspicion, four numbers for a target (ejections, open until, probing until, quarantine
/// until) and one number for a spent day. A text of any other form is ignored: it comes from a later version
/// or was made by hand, and the next decision replaces it.
final class ExclusionText {
    private static final int LONGEST_WHY = 200;

    /// The length of a form's name, as in `x1`.
    private static final int KIND = 2;

    private static final String UNKNOWN = "-";
    private static final Pattern FORM =
            Pattern.compile("x1 ([a-z-]+) (\\d{1,9}) (\\d{1,15}) (\\d{1,15}) (\\d{1,15}) (\\d{1,9}) (\\S+)(?: (.*))?");
    private static final Pattern SUSPICION = Pattern.compile("s1 (\\d{1,9}) (\\d{1,18}) (\\d{1,18}) (\\S+)");
    private static final Pattern SUSPICION_AND_ENDINGS = Pattern.compile(
            "s[234] (\\d{1,9}) (\\d{1,18}) (\\d{1,18}) (\\S+) (\\d{1,15}) (\\d{1,15}) (\\d{1,9}) (\\d{1,18})"
                    + " (\\d{1,15})(?: (\\d{1,9}) (\\d{1,18}) (\\d{1,18}))?"
                    + "(?: (\\d{1,15}) (\\d{1,15}) (\\d{1,9}) (\\d{1,9}) (\\d{1,18}) (\\d{1,18}) (\\S+) (\\d{1,15}))?");
    private static final Pattern PAUSES =
            Pattern.compile("g1 (\\d{1,9}) (\\d{1,15}) (\\d{1,9}) (\\d{1,9}) (\\d{1,15}) (\\d{1,15})");
    private static final Pattern FOUR_NUMBERS = Pattern.compile("(\\d{1,9}) (\\d{1,15}) (\\d{1,15}) (\\d{1,15})");
    private static final Pattern ONE_NUMBER = Pattern.compile("\\d{1,15}");

    static Optional<String> of(Optional<? extends HealthEntry> known) {
        return known.map(entry -> switch (entry) {
            case Exclusion exclusion -> write(exclusion);
            case Suspicion suspicion -> write(suspicion) + write(suspicion.silent());
            case ModelPauses pauses -> write(pauses);
        });
    }

    private static String write(ModelPauses pauses) {
        return "g1 %d %d %d %d %d %d"
                .formatted(
                        pauses.longest().toMillis(),
                        pauses.of().toEpochMilli(),
                        pauses.second().toMillis(),
                        pauses.streams(),
                        pauses.flowed().toEpochMilli(),
                        pauses.seen().toEpochMilli());
    }

    private static String write(SilentStreams silent) {
        return silent.equals(SilentStreams.NONE)
                ? ""
                : " %d %d %d %d %d %d %s %d"
                        .formatted(
                                silent.since().toEpochMilli(),
                                silent.latest().toEpochMilli(),
                                silent.row(),
                                silent.streams(),
                                silent.from(),
                                silent.to(),
                                silent.by(),
                                silent.last().toEpochMilli());
    }

    private static String write(Suspicion suspicion) {
        Unanswered unanswered = suspicion.unanswered();
        Fruitless fruitless = suspicion.fruitless();
        return "%s %d %d %d %s %d %d %d %d %d %d %d %d"
                .formatted(
                        suspicion.silent().equals(SilentStreams.NONE) ? "s3" : "s4",
                        suspicion.failures(),
                        suspicion.from(),
                        suspicion.to(),
                        suspicion.by(),
                        suspicion.last().toEpochMilli(),
                        unanswered.since().toEpochMilli(),
                        unanswered.failures(),
                        unanswered.from(),
                        unanswered.first().toEpochMilli(),
                        fruitless.failures(),
                        fruitless.from(),
                        fruitless.to());
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
        return line.substring(0, Math.min(line.length(), LONGEST_WHY));
    }

    /// The exclusion that a text holds, if any.
    static Optional<Exclusion> exclusion(Optional<String> text) {
        return HealthEntry.exclusion(read(text));
    }

    static Optional<? extends HealthEntry> read(Optional<String> text) {
        return text.flatMap(ExclusionText::read);
    }

    private static Optional<? extends HealthEntry> read(String text) {
        return switch (text.substring(0, Math.min(KIND, text.length()))) {
            case "s1" -> whole(SUSPICION, text).map(ExclusionText::suspicion);
            case "s2", "s3", "s4" -> whole(SUSPICION_AND_ENDINGS, text).map(ExclusionText::suspicionAndEndings);
            case "g1" -> whole(PAUSES, text).map(ExclusionText::pauses);
            case "x1" -> whole(FORM, text).flatMap(ExclusionText::exclusion);
            default -> numbers(text);
        };
    }

    private static Optional<Matcher> whole(Pattern form, String text) {
        Matcher matcher = form.matcher(text);
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }

    private static Suspicion suspicion(Matcher form) {
        return suspicion(form, Instant.EPOCH, Unanswered.NONE, Fruitless.NONE, SilentStreams.NONE);
    }

    private static Suspicion suspicionAndEndings(Matcher form) {
        return suspicion(form, instant(form.group(5)), unanswered(form), fruitless(form), silent(form));
    }

    private static Optional<Exclusion> exclusion(Matcher form) {
        return Arrays.stream(Cause.values())
                .filter(cause -> cause.label().equals(form.group(1)))
                .findFirst()
                .map(cause -> read(cause, form));
    }

    private static Optional<Exclusion> numbers(String text) {
        Matcher four = FOUR_NUMBERS.matcher(text);
        if (four.matches()) {
            return ofFour(four);
        }
        return ONE_NUMBER.matcher(text).matches() ? Optional.of(spentUntil(instant(text))) : Optional.empty();
    }

    private static ModelPauses pauses(Matcher form) {
        return new ModelPauses(
                Duration.ofMillis(Long.parseLong(form.group(1))),
                instant(form.group(2)),
                Duration.ofMillis(Long.parseLong(form.group(3))),
                Integer.parseInt(form.group(4)),
                instant(form.group(5)),
                instant(form.group(6)));
    }

    private static Unanswered unanswered(Matcher form) {
        return new Unanswered(
                instant(form.group(6)),
                Integer.parseInt(form.group(7)),
                Long.parseLong(form.group(8)),
                instant(form.group(9)));
    }

    private static Fruitless fruitless(Matcher form) {
        return form.group(10) == null
                ? Fruitless.NONE
                : new Fruitless(
                        Integer.parseInt(form.group(10)),
                        Long.parseLong(form.group(11)),
                        Long.parseLong(form.group(12)));
    }

    private static SilentStreams silent(Matcher form) {
        return form.group(13) == null
                ? SilentStreams.NONE
                : new SilentStreams(
                        instant(form.group(13)),
                        instant(form.group(14)),
                        Integer.parseInt(form.group(15)),
                        Integer.parseInt(form.group(16)),
                        Long.parseLong(form.group(17)),
                        Long.parseLong(form.group(18)),
                        form.group(19),
                        instant(form.group(20)));
    }

    private static Suspicion suspicion(
            Matcher form, Instant last, Unanswered unanswered, Fruitless fruitless, SilentStreams silent) {
        return new Suspicion(
                Integer.parseInt(form.group(1)),
                Long.parseLong(form.group(2)),
                Long.parseLong(form.group(3)),
                form.group(4),
                last,
                unanswered,
                fruitless,
                silent);
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

    /// This form lacks the time of the decision, so only calls that begin after its end count.
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
