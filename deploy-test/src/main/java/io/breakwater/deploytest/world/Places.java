package io.breakwater.deploytest.world;

import io.breakwater.ops.account.AccountRegion;
import java.util.List;

/// The places of the test's environments: the gateway's own place and those of two shards.
public record Places(AccountRegion home, AccountRegion shardA, AccountRegion shardB) {

    /// All of them, each once.
    public List<AccountRegion> all() {
        return List.of(home, shardA, shardB).stream().distinct().toList();
    }
}
