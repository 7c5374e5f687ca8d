package io.breakwater.routing;

import java.time.Instant;

/// Whether a target may be used, by its health alone.
public sealed interface Availability {

    record Ready() implements Availability {}

    /// The breaker is half open: one request may try it.
    record Probe() implements Availability {}

    /// Not before this instant.
    record Out(Skipped.Reason reason, Instant until) implements Availability {}
}
