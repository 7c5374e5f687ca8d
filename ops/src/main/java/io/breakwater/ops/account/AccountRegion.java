package io.breakwater.ops.account;

import io.breakwater.model.AccountId;
import io.breakwater.model.Region;

/// An account in one Region, the unit that the CDK bootstraps.
public record AccountRegion(AccountId account, Region region) {

    /// Reads `123456789012/us-east-1`.
    ///
    /// @throws IllegalArgumentException if it is not of that form
    public static AccountRegion parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("'" + text + "' is not a place: write ACCOUNT/REGION");
        }
        return new AccountRegion(new AccountId(parts[0]), new Region(parts[1]));
    }

    @Override
    public String toString() {
        return account + "/" + region;
    }
}
