package io.breakwater.settings;

import io.breakwater.model.AccountId;
import io.breakwater.model.Region;

/// An account in one Region where a stack of an environment is.
public record Site(AccountId account, Region region) {}
