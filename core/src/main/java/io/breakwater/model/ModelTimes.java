package io.breakwater.model;

import java.time.Duration;
import java.util.Optional;

/// How long a model may be silent, where it differs from what the environment allows: a model that thinks
/// before it answers, or writes long arguments of tools in one piece.
///
/// @param firstToken from sending a request to the first content of its stream
/// @param idle between two pieces of a stream
public record ModelTimes(Optional<Duration> firstToken, Optional<Duration> idle) {
    /// As the environment says.
    public static final ModelTimes USUAL = new ModelTimes(Optional.empty(), Optional.empty());
}
