package io.breakwater.tenancy;

import io.breakwater.model.TenantId;

/// The stored entry of a tenant.
///
/// @param text its entry in the form of an environment's file, as JSON
public record TenantEntry(TenantId id, String text, Source source) {

    /// An entry that operators have applied.
    public TenantEntry(TenantId id, String text) {
        this(id, text, Source.CONTROL);
    }
}
