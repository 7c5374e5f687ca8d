package io.breakwater.quota.outage;

import java.util.Optional;

/// What a process knows of an outage of its ledgers' store, and what it may do meanwhile. Ledgers on one store share
/// it.
///
/// @param allowance what the process may admit by itself; nothing where it is empty
public record Outage(StoreWatch watch, Optional<LocalAllowance> allowance) {

    /// Without the store nothing is admitted.
    public static Outage closed() {
        return new Outage(new StoreWatch(), Optional.empty());
    }

    public static Outage with(LocalAllowance allowance) {
        return new Outage(new StoreWatch(), Optional.of(allowance));
    }
}
