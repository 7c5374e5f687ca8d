package io.breakwater.routing;

import java.time.Duration;

/// How long one attempt may take.
///
/// @param firstToken until the answer, or the first content of a stream
/// @param idle between two pieces of a stream
/// @param total until the end of the answer
public record CallBudget(Duration firstToken, Duration idle, Duration total) {}
