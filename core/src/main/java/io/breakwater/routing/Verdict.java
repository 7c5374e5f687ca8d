package io.breakwater.routing;

import java.time.Instant;
import java.util.OptionalLong;

/// What one attempt says about its target once it has ended; a stream's verdict comes at its end, not
/// at its beginning.
///
/// @param begun when the call began; a call that began before a decision does not count against it
/// @param place the number of this call among the target's calls of all copies; empty if the ledger
/// gave none
public record Verdict(Outcome outcome, Instant begun, Instant ended, OptionalLong place) {

    /// The verdict of a call without a number.
    public Verdict(Outcome outcome, Instant begun, Instant ended) {
        this(outcome, begun, ended, OptionalLong.empty());
    }
}
