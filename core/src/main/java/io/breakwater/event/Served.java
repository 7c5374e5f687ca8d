package io.breakwater.event;

import io.breakwater.model.Target;
import io.breakwater.model.TokenUsage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Who served a request and what it took.
///
/// @param target who answered, if anybody did
/// @param tier the tier that answered, 0 for none
/// @param attempts calls made
/// @param usage the tokens of the answer
/// @param chargedTokens counted of the tenant's day, calls that were given up included
/// @param nanoUsd the money charged, the same included
/// @param abandoned whom calls went to that were given up and may be billed
/// @param firstToken until the first piece of a stream
/// @param secondRun of an answer that ended at a bound that was learnt, what came of the second run
/// @param affinity whether who answered was chosen because the request's prefix is cached there
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

    /// Who served a request whose answer was not cut by a bound that was learnt.
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

    /// Nobody answered, and nothing was charged.
    public static Served nobody(int attempts) {
        return nobody(attempts, 0, 0, List.of());
    }

    /// Nobody answered, and calls that were given up may be billed.
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
