package io.breakwater.settings;

import io.breakwater.model.AccountId;
import io.breakwater.model.Capacity;
import io.breakwater.model.ProfileId;
import io.breakwater.model.Region;
import java.util.Optional;

/// A quota of the simulated Bedrock, for every pool that matches; what is empty matches all.
public record SimulatedQuota(
        Optional<AccountId> account, Optional<Region> region, Optional<ProfileId> profile, Capacity quota) {

    /// Whether this quota is for the pool of this account, source Region and profile.
    public boolean matches(AccountId account, Region region, ProfileId profile) {
        return this.account.map(account::equals).orElse(true)
                && this.region.map(region::equals).orElse(true)
                && this.profile.map(profile::equals).orElse(true);
    }
}
