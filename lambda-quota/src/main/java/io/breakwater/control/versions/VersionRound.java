package io.breakwater.control.versions;

import io.breakwater.call.Pause;
import io.breakwater.control.versions.FunctionVersions.Deletion;
import io.breakwater.control.versions.FunctionVersions.Reading;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes old versions of functions. It may stop anywhere: the next round reads the current state and
/// goes on.
///
/// @param pause between two deletions
public record VersionRound(FunctionVersions versions, InstantSource clock, Pause pause) {
    private static final Logger LOG = LoggerFactory.getLogger(VersionRound.class);

    /// Five deletions a second: Lambda permits 15 calls a second of its control plane in an account and
    /// Region ("Lambda quotas", AWS Lambda Developer Guide), and a deploy needs some of them.
    static final Duration BETWEEN = Duration.ofMillis(200);

    /// The most deletions in one round, well within the function's time limit; a deploy replaces one
    /// version of each function.
    static final int MOST = 50;

    /// The result of a round, in versions.
    ///
    /// @param failed the versions that could not be deleted, and the functions whose versions could not
    /// be read
    /// @param left the versions left for the next round
    public record Report(int deleted, int failed, int left) {
        static final Report NOTHING = new Report(0, 0, 0);
        static final Report DELETED = new Report(1, 0, 0);
        static final Report FAILED = new Report(0, 1, 0);

        Report plus(Report other) {
            return new Report(deleted + other.deleted, failed + other.failed, left + other.left);
        }

        int tried() {
            return deleted + failed;
        }

        /// This report, unless something failed: then the invocation must fail as well, since the alarm
        /// `provisioner-errors` reads Lambda's own count.
        ///
        /// @throws IllegalStateException if something failed; the log has each reason
        public Report withoutFailures() {
            if (failed > 0) {
                throw new IllegalStateException("not all old versions could be deleted, see the lines before: " + this);
            }
            return this;
        }
    }

    /// Deletes old versions of these functions.
    ///
    /// @param kept the time from a version's publishing until nothing runs on earlier ones
    public Report run(List<String> functions, Duration kept) {
        Report report = Report.NOTHING;
        for (String function : functions) {
            report = report.plus(of(function, kept, MOST - report.tried()));
        }
        return report;
    }

    private Report of(String function, Duration kept, int most) {
        return switch (versions.read(function)) {
            case Reading.Unread(String why) -> failed("the versions of " + function + " could not be read", why);
            case Reading.There there -> deleted(function, OldVersions.of(there, kept, clock.instant()), most);
        };
    }

    private Report deleted(String function, List<Long> old, int most) {
        int now = Math.clamp(most, 0, old.size());
        Report report = new Report(0, 0, old.size() - now);
        for (long number : old.subList(0, now)) {
            report = report.plus(deleted(function, number));
        }
        return report;
    }

    private Report deleted(String function, long number) {
        waited();
        return switch (versions.delete(function, number)) {
            case Deletion.Gone() -> Report.DELETED;
            case Deletion.Failed(String why) ->
                failed("version " + number + " of " + function + " could not be deleted", why);
        };
    }

    private static Report failed(String what, String why) {
        LOG.warn("{}, the next round tries again: {}", what, why);
        return Report.FAILED;
    }

    private void waited() {
        try {
            pause.pause(BETWEEN);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped before the next version was deleted", stopped);
        }
    }
}
