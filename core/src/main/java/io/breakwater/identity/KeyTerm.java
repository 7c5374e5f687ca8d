package io.breakwater.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long a key lives, and when it was last seen.
///
/// @param issued when it was made, if known
/// @param notAfter the instant from which it is refused
/// @param lastUsed the last use, up to [#STALE] too early
public record KeyTerm(
        Optional<Instant> issued, Optional<Instant> notAfter, boolean revoked, Optional<Instant> lastUsed) {
    /// How old `lastUsed` may be before it is written again: a key costs one write an hour, not one a call.
    public static final Duration STALE = Duration.ofHours(1);

    /// A term without known beginning or planned end.
    public static final KeyTerm OPEN = new KeyTerm(Optional.empty(), Optional.empty(), false, Optional.empty());

    /// The term of a key that is made now.
    public static KeyTerm from(Instant now, Optional<Instant> notAfter) {
        return new KeyTerm(Optional.of(now), notAfter, false, Optional.empty());
    }

    /// Ends at this instant, or before if it was to end before.
    KeyTerm endingBy(Instant end) {
        Instant sooner = notAfter.filter(known -> known.isBefore(end)).orElse(end);
        return new KeyTerm(issued, Optional.of(sooner), revoked, lastUsed);
    }

    KeyTerm ended() {
        return new KeyTerm(issued, notAfter, true, lastUsed);
    }

    /// The term with this last use.
    public KeyTerm used(Instant at) {
        return new KeyTerm(issued, notAfter, revoked, Optional.of(at));
    }

    /// Whether `lastUsed` is to be written again.
    public boolean stale(Instant now) {
        return lastUsed.filter(seen -> now.isBefore(seen.plus(STALE))).isEmpty();
    }

    boolean expired(Instant now) {
        return notAfter.filter(end -> !now.isBefore(end)).isPresent();
    }

    boolean live(Instant now) {
        return !revoked && !expired(now);
    }
}
