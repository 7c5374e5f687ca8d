package io.breakwater.settings;

import io.breakwater.model.AccountId;
import io.breakwater.model.Region;

/// Where the gateway itself is deployed: its API, functions and tables.
public record Home(AccountId account, Region region) {}
