package io.breakwater.routing;

import java.time.Duration;

/// How long one attempt may take.
///
/// @param firstToken until the first content of a stream
/// @param idle between two pieces of a stream
/// @param whole until an answer that comes in one piece: nobody sees whether it is being written
/// @param total until the end of a stream
public record CallBudget(Duration firstToken, Duration idle, Duration whole, Duration total) {}
