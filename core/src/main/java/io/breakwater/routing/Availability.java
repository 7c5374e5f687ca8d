package io.breakwater.routing;

import java.time.Instant;

/// Whether a target may be used, by its health alone.
public sealed interface Availability {

    record Ready() implements Availability {}

    /// Back from an ejection a moment ago: a part of the requests may prefer it, the others take it only where nobody
    /// else of its tier can serve them.
    ///
    /// @param percent of the requests, 0 to 99
    record Returning(int percent) implements Availability {}

    /// The breaker is half open: one request may try it.
    record Probe() implements Availability {}

    /// Not before this instant.
    record Out(Skipped.Reason reason, Instant until) implements Availability {}
}
