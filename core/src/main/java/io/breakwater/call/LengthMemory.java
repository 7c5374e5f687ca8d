package io.breakwater.call;

import io.breakwater.quota.lengths.AnswerCounts;
import io.breakwater.quota.lengths.AnswerLengths;
import io.breakwater.quota.lengths.LengthItem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// What one copy of the gateway knows about the answers of one tenant and model: the stored counts of
/// all copies, as last read, and its own counts that are not written yet.
final class LengthMemory {
    private static final Duration BETWEEN_WRITES = Duration.ofSeconds(10);

    private LengthItem item = LengthItem.EMPTY;
    private AnswerCounts pending = AnswerCounts.NONE;
    private Instant nextWrite = Instant.MIN;
    private OptionalLong bound = OptionalLong.empty();

    synchronized OptionalLong bound() {
        return bound;
    }

    synchronized LengthItem item() {
        return item;
    }

    synchronized void see(long tokens, boolean secondRun, Instant now) {
        pending = pending.with(tokens, secondRun);
        learn(now);
    }

    /// Takes the pending counts if it is time to write them; they are no longer pending then.
    synchronized Optional<AnswerCounts> due(Instant now) {
        if (now.isBefore(nextWrite)) {
            return Optional.empty();
        }
        nextWrite = now.plus(BETWEEN_WRITES);
        AnswerCounts due = pending;
        pending = AnswerCounts.NONE;
        return Optional.of(due);
    }

    synchronized void written(LengthItem after, Instant now) {
        item = after;
        learn(now);
    }

    synchronized void notWritten(AnswerCounts counts) {
        pending = pending.plus(counts);
    }

    private void learn(Instant now) {
        bound = AnswerLengths.of(item, pending, now).bound();
    }
}
