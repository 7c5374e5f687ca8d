package io.breakwater.settings;

import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import java.util.Optional;

/// Where the gateway itself is deployed: its API, functions and tables.
///
/// @param organization the AWS organization that shards ask the router's account to be of, if they do
public record Home(AccountId account, Region region, Optional<String> organization) {

    /// A home whose organization is not asked for.
    public Home(AccountId account, Region region) {
        this(account, region, Optional.empty());
    }
}
