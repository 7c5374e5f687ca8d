package io.breakwater.routing;

import java.util.Locale;

/// Whether a whole answer that ended at a learned bound was run again with the full bound, and if not,
/// why.
public enum SecondRun {
    /// It did not end at such a bound.
    NONE,
    /// The second answer is the one that is delivered.
    DONE,
    /// The attempts of the request were spent.
    NO_ATTEMPT,
    /// It would not have ended before the deadline.
    NO_TIME,
    /// The tenant's limits or the target's had no room for it.
    NO_ROOM,
    /// It was begun and failed.
    FAILED;

    /// The name in headers and logs.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
