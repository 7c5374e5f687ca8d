package io.breakwater.control.usagekeys;

import io.breakwater.call.Pause;
import io.breakwater.identity.KeyRecord;
import io.breakwater.identity.KeyRegister;
import io.breakwater.identity.Keyring;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes and removes API Gateway keys at the rate that API Gateway permits. It may stop anywhere: the
/// next round reads the current state and goes on.
///
/// @param pause between two calls that change something
public record UsageKeyRound(UsageKeys keys, KeyRegister records, InstantSource clock, Pause pause) {
    private static final Logger LOG = LoggerFactory.getLogger(UsageKeyRound.class);

    /// Four calls a second: CreateApiKey and DeleteApiKey are permitted five a second in an account and
    /// Region ("Amazon API Gateway quotas for creating, deploying and managing a REST API", Amazon API
    /// Gateway Developer Guide), and others may call, too.
    static final Duration BETWEEN = Duration.ofMillis(250);

    /// The result of a round.
    ///
    /// @param left steps that are left to the next one
    /// @param full whether the account may have no more keys
    public record Report(int counted, int removed, int joined, int made, int left, boolean full) {
        static final Report NOTHING = new Report(0, 0, 0, 0, 0, false);
        static final Report COUNTED = new Report(1, 0, 0, 0, 0, false);
        static final Report REMOVED = new Report(0, 1, 0, 0, 0, false);
        static final Report JOINED = new Report(0, 0, 1, 0, 0, false);
        static final Report MADE = new Report(0, 0, 1, 1, 0, false);
        static final Report FULL = new Report(0, 0, 0, 0, 1, true);

        static Report left(int steps) {
            return new Report(0, 0, 0, 0, steps, false);
        }

        Report plus(Report other) {
            return new Report(
                    counted + other.counted,
                    removed + other.removed,
                    joined + other.joined,
                    made + other.made,
                    left + other.left,
                    full || other.full);
        }
    }

    /// Brings keys in line with tenants.
    ///
    /// @param wanted the keys to have, one for each tenant outside the stack
    /// @param until no step is begun later
    public Report run(Collection<WantedKey> wanted, Instant until) {
        List<UsageKeyStep> steps = UsageKeyPlan.of(wanted, keys.read(), records.all(), clock.instant());
        return take(steps, until);
    }

    /// Removes every key.
    ///
    /// @param until no step is begun later
    public Report removeAll(Instant until) {
        List<UsageKeyStep> steps = keys.read().keys().stream()
                .<UsageKeyStep>map(UsageKeyStep.Remove::new)
                .toList();
        return take(steps, until);
    }

    private Report take(List<UsageKeyStep> steps, Instant until) {
        Report report = Report.NOTHING;
        for (int done = 0; done < steps.size(); done++) {
            if (report.full() || !clock.instant().isBefore(until)) {
                return report.plus(Report.left(steps.size() - done));
            }
            report = report.plus(take(steps.get(done)));
        }
        return report;
    }

    private Report take(UsageKeyStep step) {
        return switch (step) {
            case UsageKeyStep.Count(WantedKey wanted) -> count(wanted);
            case UsageKeyStep.Remove(UsageKey key) -> {
                paced(() -> keys.remove(key));
                yield Report.REMOVED;
            }
            case UsageKeyStep.Join(UsageKey key) -> {
                paced(() -> keys.join(key));
                yield Report.JOINED;
            }
            case UsageKeyStep.Make(WantedKey wanted) -> make(wanted);
        };
    }

    private Report make(WantedKey wanted) {
        waited();
        return switch (keys.make(wanted)) {
            case UsageKeys.Making.Made(UsageKey key) -> {
                paced(() -> keys.join(key));
                yield Report.MADE;
            }
            case UsageKeys.Making.Taken(String message) -> told(wanted, message, Report.left(1));
            case UsageKeys.Making.Full(String message) -> told(wanted, message, Report.FULL);
        };
    }

    private static Report told(WantedKey wanted, String message, Report report) {
        LOG.warn("{} could not be made, and the tenant is counted on the shared one: {}", wanted, message);
        return report;
    }

    private Report count(WantedKey wanted) {
        return records.change(wanted.tenant(), ring -> changed(ring, wanted)) ? Report.COUNTED : Report.left(1);
    }

    private static List<KeyRecord> changed(Keyring ring, WantedKey wanted) {
        return ring.records().stream()
                .filter(known -> !known.revoked())
                .map(known -> known.countedOn(wanted.value()))
                .toList();
    }

    private void paced(Runnable call) {
        waited();
        call.run();
    }

    private void waited() {
        try {
            pause.pause(BETWEEN);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped before the next API Gateway key", stopped);
        }
    }
}
