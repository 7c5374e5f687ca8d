package io.breakwater.settings;

import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import io.breakwater.model.ShardId;
import java.util.List;

/// An AWS account as the environment file names it, with the source Regions from which it calls Bedrock.
///
/// @param weight its share of a tier's traffic relative to other shards, at least 1
public record Shard(ShardId id, AccountId account, List<Region> regions, int weight) {

    public Shard {
        regions = List.copyOf(regions);
    }
}
