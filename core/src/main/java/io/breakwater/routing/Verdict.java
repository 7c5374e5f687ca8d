package io.breakwater.routing;

import java.time.Instant;
import java.util.OptionalLong;

/// What one attempt says of its target, at its end: of a stream, when it has ended and not when it begins.
///
/// @param begun when the call began; what began before a decision says nothing against it
/// @param place the how manieth of the target's calls it was, over all copies; empty where its ledger did not say
public record Verdict(Outcome outcome, Instant begun, Instant ended, OptionalLong place) {

    /// Of a call that nobody numbered.
    public Verdict(Outcome outcome, Instant begun, Instant ended) {
        this(outcome, begun, ended, OptionalLong.empty());
    }
}
