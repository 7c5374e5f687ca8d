package io.breakwater.settings;

import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import java.util.Optional;

/// Where the gateway itself is deployed: its API, functions and tables.
///
/// @param organization the AWS organization that shards require of the router's account, if any
public record Home(AccountId account, Region region, Optional<String> organization) {

    /// A home without a required organization.
    public Home(AccountId account, Region region) {
        this(account, region, Optional.empty());
    }
}
