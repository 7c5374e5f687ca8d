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
    /// @param source the address from which the call came, if known
    public KeyVerdict check(ApiKey presented, Optional<KeyRecord> found, Optional<String> source, Instant now) {
        KeyHash expected = found.map(KeyRecord::hash).orElse(KeyHash.OF_NO_KEY);
        boolean matches = hasher.hash(presented).matches(expected);
        if (!presented.environment().equals(environment)) {
            return new Rejected(Reason.FOREIGN_ENVIRONMENT);
        }
        if (found.isEmpty()) {
            return new Rejected(Reason.UNKNOWN);
        }
        return matches ? verdict(found.get(), source, now) : new Rejected(Reason.WRONG_SECRET);
    }

    private KeyVerdict verdict(KeyRecord known, Optional<String> source, Instant now) {
        if (known.revoked()) {
            return new Rejected(Reason.REVOKED);
        } else if (known.term().expired(now)) {
            return new Rejected(Reason.EXPIRED);
        } else if (!known.scope().admits(source)) {
            return new Rejected(Reason.FOREIGN_SOURCE);
        }
        Caller caller =
                new Caller(known.tenant(), known.keyId(), known.scope().models(), hasher.sealing(known.tenant()));
        return new Accepted(caller, known.usageIdentifierKey());
    }
}
