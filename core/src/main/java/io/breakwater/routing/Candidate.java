package io.breakwater.routing;

import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;

/// A target that may serve a request.
///
/// @param tier the tier it stands in, from 1
/// @param byPrefix whether it comes first in its tier because the request's prefix is cached there
public record Candidate(int tier, RoutedTarget routed, Readiness readiness, boolean byPrefix) {

    public Candidate(int tier, RoutedTarget routed, Readiness readiness) {
        this(tier, routed, readiness, false);
    }

    Candidate chosenByPrefix() {
        return new Candidate(tier, routed, readiness, true);
    }

    /// What is known of the target's health.
    public enum Readiness {
        /// Nothing speaks against it.
        READY,
        /// Its breaker is half open: one request at a time may try it.
        PROBE,
        /// It is left out for its failures: one request at a time that finds no room elsewhere may try it.
        PROBE_IN_NEED,
        /// It is ejected, and tried only because no other target is left.
        LAST_RESORT
    }

    public Target target() {
        return routed.target();
    }

    public boolean probe() {
        return readiness == Readiness.PROBE || inNeed();
    }

    public boolean inNeed() {
        return readiness == Readiness.PROBE_IN_NEED;
    }
}
