package io.breakwater.control;

import io.breakwater.identity.KeyRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the `lastUsed` of keys current, at most once an hour each, and never at the cost of a call:
/// failures are logged, and a write is tried again after a minute at the earliest.
final class UseNotes {
    private static final Logger LOG = LoggerFactory.getLogger(UseNotes.class);
    private static final Duration BETWEEN_TRIES = Duration.ofMinutes(1);

    private final BiConsumer<String, Instant> uses;

    /// The last tries, only of accepted keys, so there are at most as many entries as keys.
    private final Map<String, Instant> tried = new ConcurrentHashMap<>();

    UseNotes(BiConsumer<String, Instant> uses) {
        this.uses = uses;
    }

    void note(KeyRecord known, Instant now) {
        if (!known.term().stale(now) || !mayTry(known.keyId(), now)) {
            return;
        }
        try {
            uses.accept(known.keyId(), now);
        } catch (RuntimeException unreachable) {
            LOG.warn("the use of key {} could not be noted: {}", known.keyId(), unreachable.toString());
        }
    }

    /// Whether to try now; of concurrent calls only one may.
    private boolean mayTry(String keyId, Instant now) {
        Instant[] before = new Instant[1];
        Instant after = tried.compute(keyId, (_, last) -> {
            before[0] = last;
            return last == null || !now.isBefore(last.plus(BETWEEN_TRIES)) ? now : last;
        });
        return before[0] == null || !after.equals(before[0]);
    }
}
