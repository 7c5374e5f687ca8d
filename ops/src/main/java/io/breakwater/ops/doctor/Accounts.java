package io.breakwater.ops.doctor;

import io.breakwater.ops.probe.Probe;
import io.breakwater.ops.probe.Seen;

/// The way into accounts.
@FunctionalInterface
interface Accounts {

    /// A probe of a place; unreadable if the caller does not get in.
    Seen<Probe> probe(Place place);
}
