package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Spread;
import io.breakwater.model.Tier;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.limits.LedgerStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BalancerTest {
    private static final LedgerStatus IDLE = standing(0, 0);
    private static final RoutedTarget A = Sample.target("a", Sample.EAST, Sample.SONNET_US);
    private static final RoutedTarget B = Sample.target("b", Sample.EAST, Sample.SONNET_US);

    private static final RoutingRequest ANY_REQUEST =
            new RoutingRequest(Sample.tenant(Limits.UNLIMITED), Set.of(), false, 100, 100);

    private final Map<RoutedTarget, LedgerStatus> standings = new HashMap<>();
    private final Headroom headroom = (target, _) -> standings.getOrDefault(target, IDLE);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void with_equal_load_any_even_number_of_picks_splits_exactly_in_half(long seed) {
        Balancer balancer = new Balancer(headroom, new SplittableRandom(seed));
        Map<RoutedTarget, Integer> picks = new HashMap<>();
        for (int pair = 1; pair <= 500; pair++) {
            pick(balancer, List.of(A, B), picks);
            pick(balancer, List.of(A, B), picks);
            assertThat(picks).containsEntry(A, pair).containsEntry(B, pair);
        }
    }

    record Weights(List<Integer> of) {}

    static Stream<Weights> weights() {
        return Stream.of(
                new Weights(List.of(1, 1)),
                new Weights(List.of(1, 3)),
                new Weights(List.of(1, 1, 1)),
                new Weights(List.of(1, 1, 2)),
                new Weights(List.of(5, 3, 2)),
                new Weights(List.of(1, 1, 1, 1, 1, 1)),
                new Weights(List.of(10, 1, 1, 1)),
                new Weights(List.of(1, 2, 3, 4, 5, 6)));
    }

    @ParameterizedTest
    @MethodSource("weights")
    void in_the_long_run_each_target_gets_turns_by_its_weight(Weights weights) {
        int picksInAll = 20_000;
        Balancer balancer = new Balancer(headroom, new SplittableRandom(7));
        List<RoutedTarget> targets = targets(weights);
        Map<RoutedTarget, Integer> picks = new HashMap<>();
        for (int pick = 0; pick < picksInAll; pick++) {
            pick(balancer, targets, picks);
        }
        double sum = weights.of().stream().mapToInt(Integer::intValue).sum();
        for (RoutedTarget target : targets) {
            double share = target.weight() / sum;
            double sigma = Math.sqrt(picksInAll * share * (1 - share));
            assertThat((double) picks.getOrDefault(target, 0))
                    .as("%s of %s", target.target().label(), weights)
                    .isBetween(picksInAll * share - 3 * sigma, picksInAll * share + 3 * sigma);
        }
    }

    @Test
    void the_emptier_of_two_wins() {
        standings.put(A, standing(800_000, 0));
        standings.put(B, standing(200_000, 0));
        for (long seed = 0; seed < 100; seed++) {
            assertThat(order(new Balancer(headroom, new SplittableRandom(seed)), tier(List.of(A, B))))
                    .containsExactly(B, A);
        }
    }

    @Test
    void a_difference_of_less_than_a_step_of_quota_leaves_it_to_those_in_flight() {
        standings.put(A, standing(10_000, 3));
        standings.put(B, standing(49_000, 1));
        assertThat(order(new Balancer(headroom, new SplittableRandom(1)), tier(List.of(A, B))))
                .containsExactly(B, A);
    }

    @Test
    void twice_the_weight_bears_twice_the_load() {
        RoutedTarget heavy = Sample.weighing(2, A);
        standings.put(heavy, standing(0, 3));
        standings.put(B, standing(0, 2));
        assertThat(order(new Balancer(headroom, new SplittableRandom(1)), tier(List.of(heavy, B))))
                .containsExactly(heavy, B);
        standings.put(heavy, standing(400_000, 0));
        standings.put(B, standing(300_000, 0));
        assertThat(order(new Balancer(headroom, new SplittableRandom(1)), tier(List.of(heavy, B))))
                .containsExactly(heavy, B);
    }

    @Test
    void the_fullest_of_many_is_never_first() {
        List<RoutedTarget> targets = targets(new Weights(List.of(1, 1, 1, 1, 1, 1)));
        standings.put(targets.get(3), standing(900_000, 0));
        for (long seed = 0; seed < 1_000; seed++) {
            assertThat(order(new Balancer(headroom, new Random(seed)), tier(targets)))
                    .hasSize(6)
                    .containsAll(targets)
                    .first()
                    .isNotEqualTo(targets.get(3));
        }
    }

    @Test
    void a_target_that_was_away_does_not_get_all_the_turns_it_missed() {
        Balancer balancer = new Balancer(headroom, new SplittableRandom(3));
        for (int alone = 0; alone < 1_000; alone++) {
            pick(balancer, List.of(A), new HashMap<>());
        }
        Map<RoutedTarget, Integer> picks = new HashMap<>();
        for (int both = 0; both < 10; both++) {
            pick(balancer, List.of(A, B), picks);
        }
        assertThat(picks.get(A)).isBetween(4, 6);
    }

    @Test
    void by_weight_the_shares_hold_in_processes_that_serve_one_request_each() {
        Map<RoutedTarget, Integer> firsts = new HashMap<>();
        Tier tier = byWeight(95, 5);
        for (long seed = 0; seed < 10_000; seed++) {
            Balancer fresh = new Balancer(headroom, new SplittableRandom(seed));
            firsts.merge(order(fresh, tier).getFirst(), 1, Integer::sum);
        }
        assertThat(firsts.get(tier.targets().getLast())).isBetween(400, 600);
    }

    @Test
    void by_weight_neither_load_nor_turns_change_the_shares() {
        Tier tier = byWeight(95, 5);
        standings.put(tier.targets().getFirst(), standing(900_000, 400));
        Balancer balancer = new Balancer(headroom, new SplittableRandom(5));
        int canary = 0;
        for (int request = 0; request < 10_000; request++) {
            balancer.used(tier.targets().getFirst());
            canary += order(balancer, tier).getFirst().equals(tier.targets().getLast()) ? 1 : 0;
        }
        assertThat(canary).isBetween(400, 600);
    }

    @Test
    void by_weight_those_without_room_come_last() {
        Tier tier = byWeight(95, 5, 5);
        standings.put(tier.targets().getFirst(), standing(960_000, 0));
        for (long seed = 0; seed < 100; seed++) {
            assertThat(order(new Balancer(headroom, new SplittableRandom(seed)), tier))
                    .containsExactlyInAnyOrderElementsOf(tier.targets())
                    .endsWith(tier.targets().getFirst());
        }
    }

    @Test
    void by_weight_a_twentieth_that_is_left_is_room() {
        Tier tier = byWeight(1, 1);
        standings.put(tier.targets().getFirst(), standing(950_000, 0));
        assertThat(LongStream.range(0, 20)
                        .mapToObj(seed -> order(new Balancer(headroom, new SplittableRandom(seed)), tier)
                                .getFirst()))
                .contains(tier.targets().getFirst());
    }

    private static Tier byWeight(Integer... weights) {
        return new Tier(1, targets(new Weights(List.of(weights))), Spread.BY_WEIGHT);
    }

    private static Tier tier(List<RoutedTarget> targets) {
        return new Tier(1, targets);
    }

    private static List<RoutedTarget> order(TargetOrder balancer, Tier tier) {
        return balancer.order(tier, ANY_REQUEST, Sample.NOW);
    }

    private static void pick(Balancer balancer, List<RoutedTarget> targets, Map<RoutedTarget, Integer> picks) {
        RoutedTarget first = order(balancer, tier(targets)).getFirst();
        balancer.used(first);
        picks.merge(first, 1, Integer::sum);
    }

    private static List<RoutedTarget> targets(Weights weights) {
        List<RoutedTarget> targets = new ArrayList<>();
        for (int weight : weights.of()) {
            String shard = String.valueOf((char) ('a' + targets.size()));
            targets.add(Sample.weighing(weight, Sample.target(shard, Sample.EAST, Sample.SONNET_US)));
        }
        return targets;
    }

    private static LedgerStatus standing(long usedPerMillion, long inFlight) {
        LedgerStatus.Rate rate = new LedgerStatus.Rate(1_000_000, 1_000_000 - usedPerMillion, Duration.ZERO);
        return new LedgerStatus(
                new LedgerStatus.PerMinute(rate, rate),
                inFlight,
                LedgerStatus.Counted.NOTHING,
                LedgerStatus.Counted.NOTHING,
                Limits.UNLIMITED,
                Amendments.NONE);
    }
}
