package io.breakwater.tenancy;

import io.breakwater.model.TenantId;

/// What is stored of a tenant.
///
/// @param text its entry as an environment's file would have it, as JSON
public record TenantEntry(TenantId id, String text, Source source) {

    /// One that operators have applied.
    public TenantEntry(TenantId id, String text) {
        this(id, text, Source.CONTROL);
    }
}
