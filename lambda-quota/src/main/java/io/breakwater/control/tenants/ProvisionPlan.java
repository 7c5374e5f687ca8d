package io.breakwater.control.tenants;

import io.breakwater.identity.ApiKey;
import io.breakwater.identity.KeyRecord;
import io.breakwater.identity.KeyScope;
import io.breakwater.identity.KeyTerm;
import io.breakwater.model.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The steps from the current to the configured state, in an order that may stop anywhere and be
/// planned again.
///
/// A record is written before its secret, and deleted after it, since everything is found again by the
/// records. Additions come before removals, so that a failure takes nothing from a tenant that stays.
record ProvisionPlan(List<Action> actions) {
    ProvisionPlan {
        actions = List.copyOf(actions);
    }

    /// Serves the configured tenants, then retires the others.
    ///
    /// @param newKey makes a new key
    static ProvisionPlan of(Desired desired, ProvisionedState found, Supplier<ApiKey> newKey) {
        Stream<Action> served = desired.usageIdentifiers().keySet().stream()
                .sorted()
                .flatMap(tenant -> desired.firstKeys().contains(tenant)
                        ? serve(tenant, desired, found, newKey)
                        : refreshAll(tenant, desired, found));
        Stream<Action> retired = Stream.concat(
                        found.secrets().keySet().stream(),
                        found.records().stream().map(KeyRecord::tenant))
                .filter(tenant -> !desired.usageIdentifiers().containsKey(tenant))
                .distinct()
                .sorted()
                .flatMap(tenant -> retire(tenant, found));
        return new ProvisionPlan(Stream.concat(served, retired).toList());
    }

    /// Removes everything.
    static ProvisionPlan ofNothing(Collection<TenantId> tenants, List<KeyRecord> records) {
        Stream<Action> forgotten = tenants.stream().distinct().sorted().map(Action.ForgetSecret::new);
        Stream<Action> dropped = records.stream().map(KeyRecord::keyId).sorted().map(Action.DropRecord::new);
        return new ProvisionPlan(Stream.concat(forgotten, dropped).toList());
    }

    /// The steps for a configured tenant. A revoked or expired key is replaced, since the tenant must
    /// be able to call.
    private static Stream<Action> serve(
            TenantId tenant, Desired desired, ProvisionedState found, Supplier<ApiKey> newKey) {
        ApiKey kept = found.secrets().get(tenant);
        Stream<Action> refreshed = refresh(tenant, Optional.ofNullable(kept), desired, found);
        if (kept == null) {
            return Stream.of(issue(tenant, desired, newKey), forgotten(tenant, found), refreshed)
                    .flatMap(steps -> steps);
        }
        Optional<KeyRecord> known = found.of(kept);
        if (known.isEmpty()) {
            return Stream.concat(Stream.of(new Action.PutRecord(fresh(tenant, kept, desired))), refreshed);
        }
        return known.get().live(found.at()) ? refreshed : Stream.concat(issue(tenant, desired, newKey), refreshed);
    }

    /// Removes the records of keys whose text is lost: those that a deploy has made. The text of an
    /// issued or rotated key was shown to an operator, so that key may be in use, even if the secret is
    /// gone.
    private static Stream<Action> forgotten(TenantId tenant, ProvisionedState found) {
        return found.of(tenant)
                .filter(ProvisionPlan::isOfDeploy)
                .map(KeyRecord::keyId)
                .map(Action.DropRecord::new);
    }

    private static boolean isOfDeploy(KeyRecord known) {
        return known.term().issued().isEmpty();
    }

    private static Stream<Action> issue(TenantId tenant, Desired desired, Supplier<ApiKey> newKey) {
        ApiKey key = newKey.get();
        return Stream.of(new Action.PutRecord(fresh(tenant, key, desired)), new Action.KeepSecret(tenant, key));
    }

    private static KeyRecord fresh(TenantId tenant, ApiKey key, Desired desired) {
        return new KeyRecord(
                key.keyId(),
                desired.hasher().hash(key),
                tenant,
                KeyScope.WHOLE,
                KeyTerm.OPEN,
                identifier(tenant, desired));
    }

    /// Updates the tenant's live records: a new API Gateway key has a new value, and a new pepper gives
    /// a new hash.
    private static Stream<Action> refresh(
            TenantId tenant, Optional<ApiKey> kept, Desired desired, ProvisionedState found) {
        return found.of(tenant)
                .filter(known -> !known.revoked() && (kept.isPresent() || !isOfDeploy(known)))
                .<Action>mapMulti((known, add) -> {
                    KeyRecord wanted = wanted(known, kept, desired);
                    if (!wanted.equals(known)) {
                        add.accept(new Action.PutRecord(wanted));
                    }
                });
    }

    /// The same if operators give out keys: no secret was read, so none shows that a record should be
    /// removed.
    private static Stream<Action> refreshAll(TenantId tenant, Desired desired, ProvisionedState found) {
        return found.of(tenant)
                .filter(known -> !known.revoked())
                .filter(known -> !known.usageIdentifierKey().equals(identifier(tenant, desired)))
                .map(known -> new Action.PutRecord(wanted(known, Optional.empty(), desired)));
    }

    private static KeyRecord wanted(KeyRecord known, Optional<ApiKey> kept, Desired desired) {
        return new KeyRecord(
                known.keyId(),
                kept.filter(key -> key.keyId().equals(known.keyId()))
                        .map(desired.hasher()::hash)
                        .orElse(known.hash()),
                known.tenant(),
                known.scope(),
                known.term(),
                identifier(known.tenant(), desired));
    }

    private static String identifier(TenantId tenant, Desired desired) {
        return desired.usageIdentifiers().getOrDefault(tenant, "");
    }

    private static Stream<Action> retire(TenantId tenant, ProvisionedState found) {
        Stream<Action> revoked = found.of(tenant)
                .filter(known -> !known.revoked())
                .map(KeyRecord::ended)
                .map(Action.PutRecord::new);
        return found.secrets().containsKey(tenant)
                ? Stream.concat(revoked, Stream.of(new Action.ForgetSecret(tenant)))
                : revoked;
    }
}
