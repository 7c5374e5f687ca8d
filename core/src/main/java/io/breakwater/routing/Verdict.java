package io.breakwater.routing;

import java.time.Instant;

/// What one attempt says of its target, at its end: of a stream, when it has ended and not when it begins.
///
/// @param begun when the call began; what began before a decision says nothing against it
public record Verdict(Outcome outcome, Instant begun, Instant ended) {}
