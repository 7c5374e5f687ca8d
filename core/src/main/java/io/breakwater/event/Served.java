package io.breakwater.event;

import io.breakwater.model.Target;
import io.breakwater.model.TokenUsage;
import java.time.Duration;
import java.util.Optional;

/// Who served a request and what it took.
///
/// @param target who answered, if anybody did
/// @param tier the tier that answered, 0 for none
/// @param attempts calls made
/// @param usage the tokens charged
/// @param microUsd the money charged
/// @param firstToken until the first piece of a stream
/// @param complete false when a stream broke or its client left
public record Served(
        Optional<Target> target,
        int tier,
        int attempts,
        TokenUsage usage,
        long microUsd,
        Optional<Duration> firstToken,
        boolean complete) {

    /// Nobody answered.
    public static Served nobody(int attempts) {
        return new Served(Optional.empty(), 0, attempts, TokenUsage.NONE, 0, Optional.empty(), true);
    }
}
