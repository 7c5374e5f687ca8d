package io.breakwater.routing;

import java.time.Instant;

/// What the other targets of a model do while the streams of one stand still. If theirs stand still as
/// well, it is the model or the requests, and if none of theirs ends well, nobody knows.
///
/// @param silent whether one of them is suspected or left out for its silence
/// @param flowed when the latest call began whose stream was seen to end well at one of them
record OtherTargets(boolean silent, Instant flowed) {

    /// Whether it is the target alone that has been silent since then.
    boolean flowedSince(Instant silence) {
        return !silent && !flowed.isBefore(silence);
    }
}
