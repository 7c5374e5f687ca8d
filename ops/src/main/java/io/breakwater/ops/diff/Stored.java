package io.breakwater.ops.diff;

import io.breakwater.tenancy.TenantEntry;
import java.util.List;
import java.util.Optional;

/// The tenants in an environment's tables.
///
/// @param plans the plans of the last deployed file; empty before the first deploy
/// @param file the tenants of that file
/// @param applied the tenants that operators have applied
record Stored(Optional<String> plans, List<TenantEntry> file, List<TenantEntry> applied) {
    /// The state before the first deploy.
    static final Stored NOTHING = new Stored(Optional.empty(), List.of(), List.of());

    Stored {
        file = List.copyOf(file);
        applied = List.copyOf(applied);
    }
}
