package io.breakwater.cleanup.own;

import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import java.util.Comparator;

/// An account in one Region.
public record Place(AccountId account, Region region) implements Comparable<Place> {

    @Override
    public int compareTo(Place other) {
        return Comparator.comparing(Place::account).thenComparing(Place::region).compare(this, other);
    }

    /// `123456789012/us-east-1`
    @Override
    public String toString() {
        return account + "/" + region;
    }
}
