package io.breakwater.settings;

import io.breakwater.model.ShardId;
import io.breakwater.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;

/// Deals shards to tenants by shuffle sharding ("Workload isolation using shuffle-sharding", Amazon Builders'
/// Library): two tenants seldom share all of their shards, so one that ruins its own leaves others some.
///
/// The deal is rendezvous hashing (Thaler and Ravishankar, 1996): a shard's weight for a tenant is
/// `SHA-256(tenant / shard)`, and the heaviest ones make the hand. A shard that is added takes at most one place
/// of a hand and leaves the others as they are.
final class Hand {

    private Hand() {}

    static Set<ShardId> deal(TenantId tenant, Collection<ShardId> shards, int size) {
        return shards.stream()
                .sorted(Comparator.comparing((ShardId shard) -> weight(tenant, shard), Arrays::compareUnsigned)
                        .reversed())
                .limit(size)
                .collect(Collectors.toSet());
    }

    private static byte[] weight(TenantId tenant, ShardId shard) {
        try {
            return MessageDigest.getInstance("SHA-256").digest((tenant + "/" + shard).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
