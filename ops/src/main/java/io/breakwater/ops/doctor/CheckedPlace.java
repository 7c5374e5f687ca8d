package io.breakwater.ops.doctor;

import io.breakwater.model.AccountId;
import io.breakwater.model.Region;

/// Where a check looked.
record CheckedPlace(AccountId account, Region region) {

    @Override
    public String toString() {
        return account + " " + region;
    }
}
