package io.breakwater.tenancy;

import io.breakwater.model.TenantId;

/// What is stored of a tenant that operators have applied.
///
/// @param text its entry as an environment's file would have it, as JSON
public record TenantEntry(TenantId id, String text) {}
