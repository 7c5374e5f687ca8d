package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.ShardId;
import io.breakwater.model.TenantId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HandTest {
    private static final int TENANTS = 1_000;
    private static final List<ShardId> EIGHT = shards(8);

    @Test
    void the_same_tenant_is_always_dealt_the_same_hand() {
        TenantId tenant = new TenantId("search");
        assertThat(Hand.deal(tenant, EIGHT, 2)).hasSize(2).isEqualTo(Hand.deal(tenant, EIGHT.reversed(), 2));
        assertThat(Hand.deal(tenant, EIGHT, 8)).containsExactlyInAnyOrderElementsOf(EIGHT);
    }

    @Test
    void a_new_shard_takes_at_most_one_place_of_a_hand() {
        long changed = tenants().stream()
                .filter(tenant -> {
                    Set<ShardId> kept = new HashSet<>(Hand.deal(tenant, EIGHT, 2));
                    Set<ShardId> now = Hand.deal(tenant, shards(9), 2);
                    assertThat(now).hasSize(2).isSubsetOf(union(kept, new ShardId("s9")));
                    return !now.equals(kept);
                })
                .count();
        assertThat(changed).as("about 2 of 9 hands get the ninth shard").isBetween(170L, 280L);
    }

    @Test
    void hands_are_spread_evenly_and_few_tenants_share_all_of_theirs() {
        Map<ShardId, Integer> places = new HashMap<>();
        Map<Set<ShardId>, Integer> hands = new HashMap<>();
        for (TenantId tenant : tenants()) {
            Set<ShardId> hand = Hand.deal(tenant, EIGHT, 2);
            hand.forEach(shard -> places.merge(shard, 1, Integer::sum));
            hands.merge(hand, 1, Integer::sum);
        }
        assertThat(places.values()).hasSize(8).allMatch(count -> count > 200 && count < 300);
        assertThat(hands).as("all 28 pairs are dealt").hasSize(28);
        assertThat(hands.values()).allMatch(count -> count < 65);
    }

    private static Set<ShardId> union(Set<ShardId> shards, ShardId more) {
        Set<ShardId> union = new HashSet<>(shards);
        union.add(more);
        return union;
    }

    private static List<ShardId> shards(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> new ShardId("s" + i))
                .toList();
    }

    private static List<TenantId> tenants() {
        return IntStream.range(0, TENANTS).mapToObj(i -> new TenantId("t" + i)).toList();
    }
}
