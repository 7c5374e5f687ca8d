package io.breakwater.control;

import io.breakwater.identity.ApiKey;
import io.breakwater.identity.KeyCheck;
import io.breakwater.identity.KeyRecord;
import io.breakwater.identity.KeyStore;
import io.breakwater.identity.KeyText;
import io.breakwater.identity.KeyVerdict;
import io.breakwater.identity.KeyVerdict.Reason;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides on keys, and records the use of accepted ones.
///
/// @param keys the store, read once for each well-formed key
record Verdicts(KeyStore keys, KeyCheck check, UseNotes notes) {
    private static final Logger LOG = LoggerFactory.getLogger(Verdicts.class);

    /// @param presented the text that the client sent as its key
    /// @param source the address that it came from
    KeyVerdict on(String presented, Optional<String> source, Instant now) {
        return switch (ApiKey.parse(presented)) {
            case KeyText.WellFormed(ApiKey key) -> on(key, source, now);
            case KeyText.Malformed _ -> new KeyVerdict.Rejected(Reason.MALFORMED);
        };
    }

    private KeyVerdict on(ApiKey key, Optional<String> source, Instant now) {
        Optional<KeyRecord> found = keys.find(key.keyId());
        KeyVerdict verdict = check.check(key, found, source, now);
        switch (verdict) {
            case KeyVerdict.Accepted _ -> found.ifPresent(known -> notes.note(known, now));
            case KeyVerdict.Rejected(Reason reason) -> LOG.warn("key {} is refused: {}", key, reason.label());
        }
        return verdict;
    }
}
