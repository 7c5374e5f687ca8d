package io.breakwater.control.tenants;

import io.breakwater.identity.ApiKey;
import io.breakwater.identity.KeyRecord;
import io.breakwater.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The current state.
///
/// @param secrets the key in each tenant's secret
/// @param records the records of all tenants
/// @param at when the state was read
record ProvisionedState(Map<TenantId, ApiKey> secrets, List<KeyRecord> records, Instant at) {
    ProvisionedState {
        secrets = Map.copyOf(secrets);
        records = List.copyOf(records);
    }

    Stream<KeyRecord> of(TenantId tenant) {
        return records.stream().filter(known -> known.tenant().equals(tenant));
    }

    Optional<KeyRecord> of(ApiKey key) {
        return records.stream()
                .filter(known -> known.keyId().equals(key.keyId()))
                .findFirst();
    }
}
