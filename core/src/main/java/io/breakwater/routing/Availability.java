package io.breakwater.routing;

import java.time.Instant;

/// Whether a target may be used, by its health alone.
public sealed interface Availability {

    record Ready() implements Availability {}

    /// Just back from an ejection: a part of the requests may prefer it; the others use it only if no
    /// other target of its tier can serve them.
    ///
    /// @param percent the part of the requests that may prefer it, 0 to 99
    record Returning(int percent) implements Availability {}

    /// The breaker is half open: one request may try it.
    record Probe() implements Availability {}

    /// Not before this instant.
    ///
    /// @param probedInNeed whether one request that finds no room elsewhere may probe it before
    record Out(Skipped.Reason reason, Instant until, boolean probedInNeed) implements Availability {
        public Out(Skipped.Reason reason, Instant until) {
            this(reason, until, false);
        }

        /// The same, to be probed in need only if this holds as well.
        Out onlyIf(boolean another) {
            return new Out(reason, until, probedInNeed && another);
        }
    }
}
