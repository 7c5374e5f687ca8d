package io.breakwater.routing;

import io.breakwater.routing.Exclusion.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What all copies know about an account that has given one of them no credentials. It matters only to a
/// copy that has none itself: the account serves those that have. A copy without any does not spend its
/// request's time to see the same; one request at a time asks again, as with an ejected target.
///
/// The hint is over when any copy has newer credentials, and a minute after its end, since requests of a
/// kind that probes nothing must not be kept away for ever.
final class SessionHint {
    private static final Duration FORGOTTEN = Duration.ofMinutes(1);

    /// Whether a process with these credentials may use the account.
    static Availability availability(Optional<Exclusion> known, AccountSession mine, Instant now) {
        return switch (mine) {
            case AccountSession.AtHand _ -> new Availability.Ready();
            case AccountSession.NotBefore(Instant until)
            when until.isAfter(now) -> new Availability.Out(Skipped.Reason.NO_SESSION, until);
            case AccountSession.NotBefore _, AccountSession.None() ->
                remembered(known, now).map(hint -> hint.availability(now)).orElseGet(Availability.Ready::new);
        };
    }

    /// The hint as operators see it, as long as anybody heeds it.
    static Optional<LeftOut> leftOut(Optional<Exclusion> known, Instant now) {
        return remembered(known, now).flatMap(hint -> hint.leftOut(now));
    }

    private static Optional<Exclusion> remembered(Optional<Exclusion> known, Instant now) {
        return known.filter(hint -> hint.until().plus(FORGOTTEN).isAfter(now));
    }

    /// The state after an attempt. That a call had no credentials says something of the account only if
    /// their issuer has just given none: a process that stops makes no calls either.
    ///
    /// @param mine the credentials that this process has by now
    static Optional<Exclusion> after(
            Verdict verdict, Optional<Exclusion> known, AccountSession mine, CopyName me, RandomGenerator random) {
        if (verdict.outcome() instanceof Outcome.NoCredentials) {
            return mine instanceof AccountSession.NotBefore ? refused(verdict, known, me, random) : known;
        }
        return known.filter(
                hint -> !(mine instanceof AccountSession.AtHand(Instant since) && since.isAfter(hint.since())));
    }

    /// What was seen before the hint, or while it holds, tells nothing new.
    private static Optional<Exclusion> refused(
            Verdict verdict, Optional<Exclusion> known, CopyName me, RandomGenerator random) {
        Instant now = verdict.ended();
        String why = verdict.outcome().label();
        Optional<Exclusion> remembered = remembered(known, now);
        if (remembered.isEmpty()) {
            return Optional.of(Exclusion.first(Cause.NO_SESSION, me.get(), why, now, random));
        }
        Exclusion hint = remembered.get();
        boolean told = !hint.precedes(verdict.begun()) || hint.until().isAfter(now);
        return Optional.of(told ? hint : hint.again(Cause.NO_SESSION, me.get(), why, now, random));
    }

    private SessionHint() {}
}
