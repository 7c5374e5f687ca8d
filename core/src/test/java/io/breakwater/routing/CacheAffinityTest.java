package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class CacheAffinityTest {
    private static final List<RoutedTarget> FOUR = List.of(target("a"), target("b"), target("c"), target("d"));

    private final Map<RoutedTarget, Long> left = new HashMap<>();

    private static RoutedTarget target(String shard) {
        return Sample.target(shard, Sample.EAST, Sample.SONNET_US);
    }

    private final Headroom headroom = new Headroom() {
        @Override
        public LedgerStatus of(RoutedTarget target, Instant now) {
            return LedgerStatus.of(LedgerItem.EMPTY, Limits.UNLIMITED, now, Epochs.STANDARD);
        }

        @Override
        public long leftPerMillion(RoutedTarget target, Instant now) {
            return left.getOrDefault(target, 1_000_000L);
        }
    };

    private List<RoutedTarget> order(long prefix, List<RoutedTarget> targets) {
        return CacheAffinity.first(prefix, targets, headroom, Sample.NOW);
    }

    @Test
    void a_prefix_goes_to_the_same_target_whatever_the_order_in_which_they_come() {
        for (long prefix = 0; prefix < 100; prefix++) {
            assertThat(order(prefix, FOUR.reversed())).isEqualTo(order(prefix, FOUR));
        }
    }

    @Test
    void prefixes_are_spread_evenly() {
        Map<RoutedTarget, Integer> first = new HashMap<>();
        for (long prefix = 0; prefix < 4_000; prefix++) {
            first.merge(order(prefix, FOUR).getFirst(), 1, Integer::sum);
        }
        assertThat(first.values()).hasSize(4).allMatch(count -> count > 900 && count < 1_100);
    }

    @Test
    void a_target_of_twice_the_weight_has_twice_as_many_prefixes() {
        RoutedTarget one = target("a");
        RoutedTarget heavy = new RoutedTarget(one.target(), one.profile(), one.capacity(), 2);
        List<RoutedTarget> targets = List.of(heavy, target("b"), target("c"));
        long first = LongStream.range(0, 10_000)
                .filter(prefix -> order(prefix, targets).getFirst().equals(heavy))
                .count();
        assertThat(first).isBetween(4_850L, 5_150L);
    }

    @Test
    void of_a_target_that_goes_only_its_own_prefixes_move() {
        for (long prefix = 0; prefix < 1_000; prefix++) {
            List<RoutedTarget> before = order(prefix, FOUR);
            List<RoutedTarget> after = order(prefix, FOUR.subList(0, 3));
            RoutedTarget next = before.getFirst().equals(FOUR.getLast()) ? before.get(1) : before.getFirst();
            assertThat(after.getFirst()).isEqualTo(next);
        }
    }

    @Test
    void a_target_without_room_comes_last() {
        RoutedTarget full = order(7, FOUR).getFirst();
        left.put(full, 49_999L);
        assertThat(order(7, FOUR).getLast()).isEqualTo(full);
        left.put(full, 50_000L);
        assertThat(order(7, FOUR).getFirst()).isEqualTo(full);
    }
}
