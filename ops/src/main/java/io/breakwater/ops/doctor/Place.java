package io.breakwater.ops.doctor;

import io.breakwater.model.AccountId;
import io.breakwater.model.Region;

/// Where a check looked.
record Place(AccountId account, Region region) {

    @Override
    public String toString() {
        return account + " " + region;
    }
}
