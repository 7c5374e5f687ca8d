package io.breakwater.quota.sharding;

/// How moving a key to another number of items ended.
public sealed interface ReshardingResult {

    /// The items have all counts and amendments of the old ones.
    ///
    /// @param from over how many items the key was sharded before; the same number if it never changed
    /// @param writes how many writes it took; 0 if nothing was missing
    record Done(int from, int writes) implements ReshardingResult {}

    /// The store did not take a write. Earlier writes stay; repeating the move completes it.
    record Broken(String reason) implements ReshardingResult {}
}
