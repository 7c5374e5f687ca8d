package io.breakwater.settings;

import io.breakwater.model.Profile;
import io.breakwater.model.ProfileId;
import io.breakwater.model.TenantId;
import java.util.Optional;

/// One application inference profile that a shard has in a Region.
///
/// @param profile the system profile that it copies
/// @param owner the tenant whose cost it shows; empty for the one that all share
public record ProfileUse(Profile profile, Optional<TenantId> owner) {
    private static final String SHARED = "Shared";

    /// [#label()] for a tenant's profile.
    public static String label(TenantId tenant, ProfileId profile) {
        return tenant + "-" + profile;
    }

    /// [#label()] for the shared profile.
    public static String sharedLabel(ProfileId profile) {
        return SHARED + "-" + profile;
    }

    /// The owner in names and tags: the tenant, or `Shared`, which no tenant is called.
    public String ownerLabel() {
        return owner.map(TenantId::value).orElse(SHARED);
    }

    /// Tells it from every other in its shard and Region.
    public String label() {
        return ownerLabel() + "-" + profile.id();
    }
}
