package io.breakwater.routing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;

/// What speaks against a target that is still used. Only a failure is written. The calls in between
/// are known without a write, since a target's ledger numbers its calls as they begin: they count
/// as answered until they have failed.
///
/// It is enough when twice the failures outnumber the others by ten: five in a row, or some more of
/// a target that fails more than a third of its calls. Where the others come to outnumber them it
/// begins anew (a CUSUM test: Page, "Continuous Inspection Schemes", Biometrika 1954). Failures
/// that take long, and not equally long, are seldom so dense: it is enough as well when they are
/// all that has ended ([Unanswered]).
///
/// @param failures hard failures since the first one, which is included
/// @param from the number of the first of those calls
/// @param to the number of the last one that failed
/// @param by the copy that has seen all of them, or [Exclusion#SEVERAL]
/// @param last when one ended last
/// @param unanswered those since the last answer
record Suspicion(int failures, long from, long to, String by, Instant last, Unanswered unanswered)
        implements HealthEntry {
    private static final int ENOUGH = 10;
    private static final int OF_ONE = 2;

    /// Texts have milliseconds, and what is read must equal what was written.
    Suspicion {
        last = last.truncatedTo(ChronoUnit.MILLIS);
    }

    static Suspicion first(Verdict failed, String by) {
        long at = failed.place().orElse(1);
        return new Suspicion(1, at, at, by, failed.ended(), Unanswered.NONE.failed(failed));
    }

    /// Without numbers, as while the ledger is down, failures count as being in a row, and an
    /// answer ends it.
    Suspicion failed(Verdict failed, String me) {
        long at = failed.place().orElse(to + 1);
        String who = by.equals(me) ? me : Exclusion.SEVERAL;
        Suspicion next = new Suspicion(
                failures + 1,
                Math.min(from, at),
                Math.max(to, at),
                who,
                later(failed.ended()),
                unanswered.failed(failed));
        if (next.weight() >= OF_ONE) {
            return next;
        }
        if (at > to) {
            return next.only(at, unanswered.equals(Unanswered.NONE) ? me : who);
        }
        return isLate(failed) ? next.without(this) : first(failed, me);
    }

    /// What began after the last failure has a higher number, unless the ledger was begun anew.
    private boolean isLate(Verdict failed) {
        return !failed.begun().isAfter(last);
    }

    private Instant later(Instant ended) {
        return ended.isAfter(last) ? ended : last;
    }

    private Suspicion only(long at, String who) {
        return new Suspicion(1, at, at, who, last, unanswered);
    }

    /// A call that began long before says nothing of those since.
    private Suspicion without(Suspicion before) {
        return new Suspicion(before.failures, before.from, before.to, by, last, unanswered);
    }

    /// Written at most once for two failures: one alone may stay.
    Suspicion answered(Instant ended) {
        return unanswered.failures() == 0 || ended.isBefore(last)
                ? this
                : new Suspicion(failures, from, to, by, last, Unanswered.NONE);
    }

    boolean enough() {
        return weight() >= ENOUGH || unanswered.enough(to, last);
    }

    private long weight() {
        long others = Math.max(0, to - from + 1 - failures);
        return 2L * failures - others;
    }

    /// Failures since the target answered anything: of calls that began after the first of them had
    /// failed, so that streams that were open when a target had a hiccup are not counted.
    ///
    /// It is enough when there are ten over two seconds, and an eighth of the calls that began
    /// meanwhile. The share is for targets whose answers take long: when traffic begins, the few
    /// failures are what ends first.
    ///
    /// @param since when the first one ended
    /// @param failures of calls that began since
    /// @param from the lowest number of those
    /// @param first when the first of those ended
    record Unanswered(Instant since, int failures, long from, Instant first) {
        static final Unanswered NONE = new Unanswered(Instant.EPOCH, 0, 0, Instant.EPOCH);

        private static final int ROW = 10;
        private static final int SHARE = 8;
        private static final Duration LEAST = Duration.ofSeconds(2);

        private Unanswered failed(Verdict failed) {
            Instant ended = failed.ended().truncatedTo(ChronoUnit.MILLIS);
            if (equals(NONE)) {
                return new Unanswered(ended, 0, 0, ended);
            }
            OptionalLong place = failed.place();
            if (place.isEmpty() || failed.begun().isBefore(since)) {
                return this;
            }
            return failures == 0
                    ? new Unanswered(since, 1, place.getAsLong(), ended)
                    : new Unanswered(since, failures + 1, Math.min(from, place.getAsLong()), first);
        }

        private boolean enough(long to, Instant last) {
            return failures >= ROW && (long) SHARE * failures > to - from && !last.isBefore(first.plus(LEAST));
        }
    }
}
