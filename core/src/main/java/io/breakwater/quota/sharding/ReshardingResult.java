package io.breakwater.quota.sharding;

/// How bringing a key to another number of items ended.
public sealed interface ReshardingResult {

    /// The items have what those of the other number have.
    ///
    /// @param from over how many items the key was sharded before; the same number if it never was another
    /// @param writes how many it took; none where nothing was missing
    record Done(int from, int writes) implements ReshardingResult {}

    /// The store did not take a write. What was written stays; doing it again completes it.
    record Broken(String reason) implements ReshardingResult {}
}
