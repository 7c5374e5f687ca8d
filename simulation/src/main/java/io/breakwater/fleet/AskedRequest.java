package io.breakwater.fleet;

import io.breakwater.model.ShardId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// What a simulated client asks for.
///
/// @param id its id, which is also the mark that its answer must have
/// @param tiers how many tiers the alias has
/// @param mayWait how long it may wait for room
/// @param leavesAfter when the client hangs up, if it does
record AskedRequest(
        String id,
        String tenant,
        boolean stream,
        int tiers,
        boolean lowerTier,
        Set<ShardId> hand,
        Duration patience,
        Duration mayWait,
        FleetDialect dialect,
        long inputTokens,
        double outputMedian,
        double outputSigma,
        Optional<Turn> turn,
        Optional<Duration> leavesAfter) {
    /// A request of a conversation; the part that it shares with the previous one is cached at that
    /// one's target.
    ///
    /// @param number from 1
    record Turn(String conversation, int number) {
        /// Tokens of the prompt that are to be cached.
        long prefix() {
            return 5_000 + 300L * (number - 1);
        }
    }
}
