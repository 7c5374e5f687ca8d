package io.breakwater.identity;

import io.breakwater.identity.KeyChange.Refused;
import io.breakwater.identity.KeyChange.Why;
import io.breakwater.identity.KeyChange.Write;
import io.breakwater.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All keys that a tenant ever had, from one read, and the rules for changing them.
///
/// @param version the version that was read: a change is written only if there was no other write since
public record Keyring(TenantId tenant, long version, List<KeyRecord> records) {
    /// Two: one in use, one being rolled out.
    public static final int MOST_LIVE = 2;

    public Keyring {
        records = List.copyOf(records);
    }

    public Optional<KeyRecord> find(String keyId) {
        return records.stream().filter(known -> known.keyId().equals(keyId)).findFirst();
    }

    /// The value of the tenant's API Gateway key, from its records; a revoked key's record may have an
    /// outdated value.
    public Optional<String> usageIdentifier() {
        return records.stream().min(Comparator.comparing(KeyRecord::revoked)).map(KeyRecord::usageIdentifierKey);
    }

    /// Adds a key.
    public KeyChange issue(KeyRecord fresh, Instant now) {
        return hasRoom(Stream.concat(records.stream(), Stream.of(fresh)), now)
                ? new Write(List.of(fresh))
                : tooMany(now);
    }

    /// Adds a key of the same scope as an old one, which ends after the grace.
    public KeyChange rotate(String keyId, KeyRecord fresh, Duration grace, Instant now) {
        Optional<KeyRecord> found = find(keyId);
        if (found.isEmpty()) {
            return unknown(keyId);
        }
        KeyRecord old = found.get();
        if (!old.live(now)) {
            return new Refused(Why.ENDED, "key " + keyId + " is revoked or expired; issue a new one");
        }
        KeyRecord ending = old.with(old.term().endingBy(now.plus(grace)));
        KeyRecord next = fresh.with(old.scope());
        Stream<KeyRecord> others = records.stream().filter(known -> !known.equals(old));
        return hasRoom(Stream.concat(others, Stream.of(ending, next)), now)
                ? new Write(List.of(ending, next))
                : tooMany(now);
    }

    /// Ends a key for good. A revoked key stays unchanged.
    public KeyChange revoke(String keyId) {
        return find(keyId)
                .<KeyChange>map(old -> new Write(old.revoked() ? List.of() : List.of(old.ended())))
                .orElseGet(() -> unknown(keyId));
    }

    private static boolean hasRoom(Stream<KeyRecord> after, Instant now) {
        return after.filter(known -> known.live(now)).count() <= MOST_LIVE;
    }

    private KeyChange tooMany(Instant now) {
        String live = records.stream()
                .filter(known -> known.live(now))
                .map(KeyRecord::keyId)
                .sorted()
                .collect(Collectors.joining(" and "));
        return new Refused(
                Why.TOO_MANY, "tenant %s has two live keys, %s; revoke one of them first".formatted(tenant, live));
    }

    private KeyChange unknown(String keyId) {
        return new Refused(Why.UNKNOWN_KEY, "tenant %s has no key '%s'".formatted(tenant, keyId));
    }
}
