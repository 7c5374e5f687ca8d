package io.breakwater.deploytest.world;

import io.breakwater.ops.account.Place;
import java.util.List;

/// Where the environments of the test go: the gateway's own place and two shards'.
public record Places(Place home, Place shardA, Place shardB) {

    /// All of them, each once.
    public List<Place> all() {
        return List.of(home, shardA, shardB).stream().distinct().toList();
    }
}
