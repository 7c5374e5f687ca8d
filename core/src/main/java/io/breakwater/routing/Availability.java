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
    record Out(Skipped.Reason reason, Instant until) implements Availability {}
}
