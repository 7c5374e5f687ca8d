package io.breakwater.model;

import java.time.Duration;
import java.util.Optional;

/// How long a model may be silent, if that differs from what the environment allows: a model may think
/// before it answers, or send long tool arguments in one piece.
///
/// @param firstToken from sending a request to the first content of its stream
/// @param idle between two pieces of a stream
public record ModelTimes(Optional<Duration> firstToken, Optional<Duration> idle) {
    /// The environment's limits.
    public static final ModelTimes USUAL = new ModelTimes(Optional.empty(), Optional.empty());
}
