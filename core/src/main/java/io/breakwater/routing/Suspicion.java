package io.breakwater.routing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;

/// The failures of a target that is still used. Only failures are written. The calls in between need no
/// write, since the target's ledger numbers all calls as they begin: a call counts as answered until it
/// fails.
///
/// The target is ejected when twice the failures exceed the other calls by ten: five in a row, or some
/// more if the target fails more than a third of its calls. When the others outnumber twice the
/// failures, the count begins anew (a CUSUM test: Page, "Continuous Inspection Schemes", Biometrika
/// 1954). Failures that take long, and not equally long, are seldom so dense, so there is a second rule
/// for targets of which nothing but failures has ended ([Unanswered]).
///
/// Overload depends on the load: a target that refuses most of its calls for overload still answers the
/// others, and without it the rest of its tier would be overloaded even more. So overload ejects a
/// target only when it answers hardly anything ([Fruitless]). A stream that stalls until its caller's
/// time is over may be the caller's impatience: it counts there, and among the failures since the last
/// answer.
///
/// @param failures hard failures since the first one, which is included; 0 when there was none
/// @param from the number of the first call that failed; without hard failures the first call of this
/// overload that was refused: an answer to a later one shows that the target answers some
/// @param to the number of the last call that failed
/// @param by the copy that has seen all failures, or [Exclusion#SEVERAL]
/// @param last when the last failure ended
/// @param unanswered the failures since the last answer
/// @param fruitless hard failures, overload and stalls together
/// @param silent its streams that stand still now
record Suspicion(
        int failures,
        long from,
        long to,
        String by,
        Instant last,
        Unanswered unanswered,
        Fruitless fruitless,
        SilentStreams silent)
        implements HealthEntry {
    private static final int ENOUGH = 10;
    private static final int OF_ONE = 2;

    /// Refusals that are farther apart are of two overloads.
    private static final Duration OVERLOAD = Duration.ofSeconds(10);

    /// Stored texts have milliseconds, and a value read back must equal the one written.
    Suspicion {
        last = last.truncatedTo(ChronoUnit.MILLIS);
    }

    /// Without silent streams.
    Suspicion(int failures, long from, long to, String by, Instant last, Unanswered unanswered, Fruitless fruitless) {
        this(failures, from, to, by, last, unanswered, fruitless, SilentStreams.NONE);
    }

    @Override
    public Suspicion believed(Instant seen) {
        return new Suspicion(
                failures,
                from,
                to,
                by,
                HealthEntry.earlier(last, seen),
                unanswered.believed(seen),
                fruitless,
                silent.believed(seen));
    }

    /// Nothing has failed.
    static Suspicion none(String by) {
        return new Suspicion(0, 0, 0, by, Instant.EPOCH, Unanswered.NONE, Fruitless.NONE);
    }

    /// The same with other silent streams.
    Suspicion with(SilentStreams streams) {
        return new Suspicion(failures, from, to, by, last, unanswered, fruitless, streams);
    }

    static Suspicion first(Verdict failed, String by) {
        long at = failed.place().orElse(1);
        Fruitless fruitless = Fruitless.first(at);
        return Sign.of(failed.outcome()) == Sign.FAILED
                ? new Suspicion(1, at, at, by, failed.ended(), Unanswered.NONE.failed(failed), fruitless)
                : new Suspicion(0, at, at, by, failed.ended(), Unanswered.NONE, fruitless).stalled(failed);
    }

    /// A stall counts only where nothing is answered.
    private Suspicion stalled(Verdict failed) {
        return Sign.of(failed.outcome()) == Sign.STALLED
                ? new Suspicion(failures, from, to, by, last, unanswered.failed(failed), fruitless, silent)
                : this;
    }

    /// Without call numbers, as while the ledger is down, failures count as consecutive, and an answer
    /// ends the suspicion.
    Suspicion failed(Verdict failed, String me) {
        Fruitless all = fruitless.failed(failed.place(), isLate(failed));
        if (Sign.of(failed.outcome()) != Sign.FAILED) {
            return isOneOfMany(failed) ? this : refused(failed, me, all).stalled(failed);
        }
        long at = failed.place().orElse(to + 1);
        Suspicion next = new Suspicion(
                failures + 1,
                failures == 0 ? at : Math.min(from, at),
                failures == 0 ? at : Math.max(to, at),
                seenBy(me),
                later(failed.ended()),
                unanswered.failed(failed),
                all,
                silent);
        if (next.weight() >= OF_ONE) {
            return next;
        }
        if (at > to) {
            return next.only(at, unanswered.equals(Unanswered.NONE) && all.failures() == 1 ? me : seenBy(me));
        }
        return isLate(failed) ? next.without(this) : first(failed, me);
    }

    /// Whether a refusal for overload is not counted, and so not written.
    private boolean isOneOfMany(Verdict failed) {
        return failures == 0
                && Sign.of(failed.outcome()) == Sign.OVERLOADED
                && fruitless.pausesAt(failed.place(), isLate(failed));
    }

    private Suspicion refused(Verdict failed, String me, Fruitless all) {
        long at = failed.place().orElse(to);
        boolean first = failures == 0 ? failed.begun().isAfter(last.plus(OVERLOAD)) : isOverAt(at, failed);
        return first
                ? new Suspicion(0, at, at, seenBy(me), later(failed.ended()), unanswered, all, silent)
                : new Suspicion(failures, from, to, seenBy(me), later(failed.ended()), unanswered, all, silent);
    }

    /// Whether a hard failure of the same number would begin anew.
    private boolean isOverAt(long at, Verdict failed) {
        return !isLate(failed) && weight(failures + 1, from, Math.max(to, at)) < OF_ONE;
    }

    private String seenBy(String me) {
        boolean nothing = failures == 0 && last.equals(Instant.EPOCH);
        return nothing || by.equals(me) ? me : Exclusion.SEVERAL;
    }

    /// A call that began after the last failure has a higher number, unless the ledger item was
    /// replaced.
    private boolean isLate(Verdict failed) {
        return !failed.begun().isAfter(last);
    }

    private Instant later(Instant ended) {
        return ended.isAfter(last) ? ended : last;
    }

    private Suspicion only(long at, String who) {
        return new Suspicion(1, at, at, who, last, unanswered, fruitless, silent);
    }

    /// A failure of a call that began long ago says nothing about later calls.
    private Suspicion without(Suspicion before) {
        return new Suspicion(before.failures, before.from, before.to, by, last, unanswered, fruitless, silent);
    }

    /// The state after an answer. It is written at most once for two failures: a single failure may
    /// stay.
    Suspicion answered(Verdict answer) {
        boolean changes = unanswered.failures() > 0 || fruitless.isOver();
        boolean some = failures == 0 && answer.place().orElse(0) > from;
        Suspicion spoken = spoken(answer);
        return !changes || answer.ended().isBefore(last)
                ? spoken
                : new Suspicion(
                        failures, from, to, by, last, Unanswered.NONE, fruitless.answered(some), spoken.silent());
    }

    /// Only an answer of the model ends the silence, a whole one as well: a refusal says nothing about
    /// streams.
    private Suspicion spoken(Verdict answer) {
        return silent.several() && answer.outcome() instanceof Outcome.Answered ? with(SilentStreams.NONE) : this;
    }

    boolean enough() {
        return weight() >= ENOUGH || unanswered.enough(Math.max(to, fruitless.to()), last) || fruitless.enough();
    }

    private long weight() {
        return weight(failures, from, to);
    }

    private static long weight(int failures, long from, long to) {
        long others = Math.max(0, to - from + 1 - failures);
        return 2L * failures - others;
    }

    /// The failures since the target's last answer. Only calls that began after the first of them
    /// count, so that streams that were open during a short fault do not.
    ///
    /// The target is ejected when there are ten failures over two seconds, and they are an eighth of
    /// the calls that began meanwhile. The share protects targets whose answers take long: when traffic
    /// begins, a few failures end before the first answers.
    ///
    /// @param since when the first one ended
    /// @param failures how many calls that began since have failed
    /// @param from the lowest number of those calls
    /// @param first when the first of those ended
    record Unanswered(Instant since, int failures, long from, Instant first) {
        static final Unanswered NONE = new Unanswered(Instant.EPOCH, 0, 0, Instant.EPOCH);

        private static final int ROW = 10;
        private static final int SHARE = 8;
        private static final Duration LEAST = Duration.ofSeconds(2);

        private Unanswered believed(Instant seen) {
            return new Unanswered(HealthEntry.earlier(since, seen), failures, from, HealthEntry.earlier(first, seen));
        }

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

    /// Consecutive failures of all kinds, overload and stalls included. It ejects the target at 23 of
    /// them, and at eight more for each answered call between them. A call that still runs looks like an
    /// answered one: so if calls overlap, the count begins anew only at an answer, else by the numbers,
    /// when one call in nine or more was answered. 23 in a row are certain for a dead target and rare
    /// for one that answers a fifth of its calls, and leave a dead target within 30 calls a minute.
    ///
    /// In a brown-out, targets refuse calls for minutes, and each that counts is written to the one item
    /// that all copies share. So when an answer has ended the count, and its call began after others had
    /// been refused, the target answers some: the next 32 calls do not count.
    ///
    /// @param failures 0 if there was none, or if an answer has ended the count
    /// @param from the number of the first of those calls
    /// @param to the number of the last one that failed
    record Fruitless(int failures, long from, long to) {
        static final Fruitless NONE = new Fruitless(0, 0, 0);

        private static final int ENOUGH = 23;
        private static final int OF_AN_ANSWER = 8;
        private static final int PAUSE = 32;

        private static Fruitless first(long at) {
            return new Fruitless(1, at, at);
        }

        private Fruitless failed(OptionalLong place, boolean late) {
            long at = place.orElse(to + 1);
            if (failures == 0) {
                return first(at);
            }
            Fruitless next = new Fruitless(failures + 1, Math.min(from, at), Math.max(to, at));
            return next.weight() > 0 || late ? next : first(at);
        }

        /// @param some whether the target is known to answer some of its calls while it refuses others
        private Fruitless answered(boolean some) {
            if (!isOver()) {
                return this;
            }
            return some ? new Fruitless(0, from, to) : NONE;
        }

        /// Numbers that are lower although the call began later are those of another ledger item.
        private boolean pausesAt(OptionalLong place, boolean late) {
            if (failures > 0 || to == 0 || place.isEmpty()) {
                return false;
            }
            long at = place.getAsLong();
            return at <= to ? late : at <= to + PAUSE;
        }

        /// Whether an answer ends it: one call in nine or more was answered, or is still running.
        private boolean isOver() {
            return failures > 1 && weight() <= 0;
        }

        private boolean enough() {
            return weight() >= ENOUGH;
        }

        private long weight() {
            return failures - OF_AN_ANSWER * Math.max(0, to - from + 1 - failures);
        }
    }
}
