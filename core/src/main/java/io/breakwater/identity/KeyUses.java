package io.breakwater.identity;

import java.time.Instant;

/// Where the last use of keys is noted.
@FunctionalInterface
public interface KeyUses {

    /// Notes a use, unless a later one or one less than [KeyTerm#STALE] older is noted already. A store that
    /// cannot be reached throws; whoever checks keys lets that harm no call.
    void used(String keyId, Instant at);
}
