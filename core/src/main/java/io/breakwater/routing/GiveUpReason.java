package io.breakwater.routing;

import io.breakwater.model.RequestPart;
import java.time.Duration;
import java.util.Optional;

/// Why a session gives up.
public sealed interface GiveUpReason {

    /// No target of the alias may serve this request at all.
    ///
    /// @param about the part of the request at fault, if it is one
    record NothingEligible(String why, Optional<RequestPart> about) implements GiveUpReason {

        public NothingEligible(String why) {
            this(why, Optional.empty());
        }
    }

    /// The request reserves more tokens than any target can ever give at once.
    ///
    /// @param asked the tokens that the request would reserve
    /// @param most the tokens that the largest of the targets can ever give at once
    record TooLarge(long asked, long most) implements GiveUpReason {}

    /// Every target that could serve it is full, resting or ejected.
    record AllBusy(Duration retryAfter) implements GiveUpReason {}

    /// The last attempt was throttled and nothing was left to try.
    record Throttled(Duration retryAfter) implements GiveUpReason {}

    /// The last attempt failed and nothing was left to try.
    record Failed(Outcome last, Duration retryAfter) implements GiveUpReason {}

    /// Bedrock refused the request itself.
    ///
    /// @param lost as for [Outcome.Rejected]
    record Rejected(String message, boolean lost) implements GiveUpReason {

        public Rejected(String message) {
            this(message, false);
        }
    }

    /// The input fits no model.
    record InputTooLong(String message) implements GiveUpReason {}

    /// Too little time is left for another attempt.
    record DeadlinePassed() implements GiveUpReason {}
}
