package io.breakwater.event;

import io.breakwater.model.Target;
import io.breakwater.model.TokenUsage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Which target served a request, and its cost.
///
/// @param target the target that answered, if one did
/// @param tier the tier that answered, 0 for none
/// @param attempts calls made
/// @param usage the tokens of the answer
/// @param chargedTokens the tokens counted against the tenant's day, including calls that were given up
/// @param nanoUsd the money charged, likewise
/// @param abandoned the targets of calls that were given up and may be billed
/// @param firstToken the time until the first piece of a stream
/// @param secondRun the result of the second run, if an answer ended at a learned bound
/// @param affinity whether the target was chosen because the request's prefix is cached there
/// @param complete false when a stream broke or its client left
public record Served(
        Optional<Target> target,
        int tier,
        int attempts,
        TokenUsage usage,
        long chargedTokens,
        long nanoUsd,
        List<Target> abandoned,
        Optional<Duration> firstToken,
        Optional<String> secondRun,
        boolean affinity,
        boolean complete) {

    /// A request whose answer was not cut at a learned bound.
    public Served(
            Optional<Target> target,
            int tier,
            int attempts,
            TokenUsage usage,
            long chargedTokens,
            long nanoUsd,
            List<Target> abandoned,
            Optional<Duration> firstToken,
            boolean complete) {
        this(
                target,
                tier,
                attempts,
                usage,
                chargedTokens,
                nanoUsd,
                abandoned,
                firstToken,
                Optional.empty(),
                false,
                complete);
    }

    public Served {
        abandoned = List.copyOf(abandoned);
    }

    /// No target answered, and nothing was charged.
    public static Served nobody(int attempts) {
        return nobody(attempts, 0, 0, List.of());
    }

    /// No target answered, and calls that were given up may be billed.
    public static Served nobody(int attempts, long chargedTokens, long nanoUsd, List<Target> abandoned) {
        return new Served(
                Optional.empty(),
                0,
                attempts,
                TokenUsage.NONE,
                chargedTokens,
                nanoUsd,
                abandoned,
                Optional.empty(),
                true);
    }
}
