package io.breakwater.ops.diff;

import io.breakwater.tenancy.TenantEntry;
import java.util.List;
import java.util.Optional;

/// What an environment's tables hold of tenants.
///
/// @param plans of the file that was deployed last; empty before the first deploy
/// @param file tenants of that file
/// @param applied tenants that operators have applied
record Stored(Optional<String> plans, List<TenantEntry> file, List<TenantEntry> applied) {
    /// What there is before the first deploy.
    static final Stored NOTHING = new Stored(Optional.empty(), List.of(), List.of());

    Stored {
        file = List.copyOf(file);
        applied = List.copyOf(applied);
    }
}
