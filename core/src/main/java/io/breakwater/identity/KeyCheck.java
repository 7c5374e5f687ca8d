package io.breakwater.identity;

import io.breakwater.identity.KeyVerdict.Accepted;
import io.breakwater.identity.KeyVerdict.Reason;
import io.breakwater.identity.KeyVerdict.Rejected;
import java.time.Instant;
import java.util.Optional;

/// Decides on well-formed keys of one environment.
///
/// Every key costs one hash and one comparison, known or not: the time of an answer does not tell which key
/// ids exist.
///
/// @param environment whose keys are accepted
public record KeyCheck(String environment, KeyHasher hasher) {

    /// @param found the record stored under the key's id
    public KeyVerdict check(ApiKey presented, Optional<KeyRecord> found, Instant now) {
        KeyHash expected = found.map(KeyRecord::hash).orElse(KeyHash.OF_NO_KEY);
        boolean matches = hasher.hash(presented).matches(expected);
        if (!presented.environment().equals(environment)) {
            return new Rejected(Reason.FOREIGN_ENVIRONMENT);
        }
        return found.map(known -> verdict(known, matches, now)).orElse(new Rejected(Reason.UNKNOWN));
    }

    private static KeyVerdict verdict(KeyRecord known, boolean matches, Instant now) {
        if (!matches) {
            return new Rejected(Reason.WRONG_SECRET);
        } else if (known.revoked()) {
            return new Rejected(Reason.REVOKED);
        } else if (known.expired(now)) {
            return new Rejected(Reason.EXPIRED);
        }
        return new Accepted(new Caller(known.tenant(), known.keyId()), known.usageIdentifierKey());
    }
}
