package io.breakwater.deploytest;

import io.breakwater.deploytest.world.Unshown;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.core.exception.SdkException;

/// The output of the test: a line for each claim, the observation if one did not hold, and the count.
final class ClaimReport {
    private static final int QUOTED_LINES = 40;

    private final PrintWriter out;
    private int passed;
    private int failed;

    ClaimReport(PrintWriter out) {
        this.out = out;
    }

    void shown(String claim, Duration took) {
        passed++;
        line("ok  ", took, claim);
    }

    /// Prints the observation, with the last lines of the child's log if there is one.
    void unshown(String claim, Duration took, Exception reason) {
        failed++;
        line("FAIL", took, claim);
        note("seen: " + seen(reason));
        if (reason instanceof Unshown unshown) {
            unshown.log().ifPresent(this::quote);
        }
    }

    /// A line that is not a claim.
    void note(String text) {
        out.println("      " + text);
        out.flush();
    }

    /// The closing line with the count.
    void count() {
        out.println(passed + " passed, " + failed + " failed");
        out.flush();
    }

    boolean good() {
        return failed == 0;
    }

    private void line(String verdict, Duration took, String claim) {
        out.printf(Locale.ROOT, "%s %6.1f s  %s%n", verdict, took.toMillis() / 1000.0, claim);
        out.flush();
    }

    private static String seen(Exception reason) {
        return switch (reason) {
            case Unshown unshown -> String.valueOf(unshown.getMessage());
            case SdkException refused -> "AWS refused: " + refused.getMessage();
            default -> reason.toString();
        };
    }

    private void quote(Path log) {
        note("log:  " + log);
        List<String> lines = lines(log);
        lines.stream().skip(Math.max(0, lines.size() - QUOTED_LINES)).forEach(text -> note("    | " + text));
    }

    private static List<String> lines(Path log) {
        try {
            return Files.readString(log).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + log, e);
        }
    }
}
