package io.breakwater.ops.doctor;

import io.breakwater.model.AccountId;
import io.breakwater.model.Region;

/// The place of a check.
record CheckedPlace(AccountId account, Region region) {

    @Override
    public String toString() {
        return account + " " + region;
    }
}
