package io.breakwater.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.call.Attempted;
import io.breakwater.model.Capacity;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Priority;
import io.breakwater.model.Route;
import io.breakwater.model.Target;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.routing.CallLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// How many refusals of short bursts are saved by waiting for room, at 95 % of what a limit or a pool
/// carries, over many copies of the gateway with one request each, in virtual time.
final class RoomWaitFiguresTest {
    private static final int COPIES = 50;

    /// A number of bursts, each with this many requests within a second.
    private record Bursts(int number, int requests, Duration between) {}

    /// @param answered the number of answered requests of each tenant
    private record Played(int asked, Map<String, Integer> answered, Duration longest) {
        int refused() {
            return asked
                    - answered.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    @Test
    void bursts_at_a_tenants_own_limit_are_refused_without_waiting_and_served_with_it() {
        Tenant tenant = tenant("search", Priority.STANDARD, ownLimit());
        Route route = Sample.route(List.of(Sample.target("a", Sample.EAST, Sample.SONNET_US)));
        Bursts bursts = new Bursts(8, 95, Duration.ofSeconds(10));
        Played without = played(route, List.of(tenant), bursts, Duration.ZERO);
        Played with = played(route, List.of(tenant), bursts, Duration.ofSeconds(9));
        System.out.printf(
                "own limit: %d of %d refused, %d with waiting, the longest answer after %s%n",
                without.refused(), without.asked(), with.refused(), with.longest());
        assertThat(without.refused() * 10).isGreaterThan(without.asked());
        assertThat(with.refused()).isZero();
        assertThat(with.longest()).isLessThan(Duration.ofSeconds(8));
    }

    /// 600 requests a minute, of which 48 may come at once.
    private static Limits ownLimit() {
        return Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, 600).withBurst(8);
    }

    @Test
    void bursts_at_a_spent_pool_are_half_as_often_refused_with_waiting_and_tenants_share_it_alike() {
        List<Tenant> tenants = List.of(
                tenant("t1", Priority.STANDARD, Limits.UNLIMITED),
                tenant("t2", Priority.STANDARD, Limits.UNLIMITED),
                tenant("t3", Priority.STANDARD, Limits.UNLIMITED));
        Route route = twoSmallPools();
        Bursts bursts = new Bursts(4, 228, Duration.ofMinutes(2));
        Played without = played(route, tenants, bursts, Duration.ZERO);
        Played with = played(route, tenants, bursts, Duration.ofSeconds(58));
        System.out.printf(
                "pool: %d of %d refused, %d with waiting, the longest answer after %s; by tenant %s%n",
                without.refused(), without.asked(), with.refused(), with.longest(), with.answered());
        assertThat(with.refused() * 2).isLessThanOrEqualTo(without.refused());
        double mean = with.answered().values().stream()
                .mapToInt(Integer::intValue)
                .average()
                .orElseThrow();
        assertThat(with.answered().values()).allMatch(answered -> Math.abs(answered - mean) <= mean / 10);
    }

    /// Across copies room is shared by requests (docs/decisions/022): whoever asks ten times as much gets ten
    /// times as much, and nobody's part is larger for it.
    @Test
    void a_tenant_that_asks_ten_times_as_much_of_many_copies_gets_no_larger_part_of_it_than_the_others() {
        Played with = hot(RoomWaitFiguresTest::fleet, Duration.ofSeconds(58));
        System.out.printf("pool, %d copies, 760, 76 and 76 asked: answered %s%n", COPIES, with.answered());
        double hotPart = with.answered().get("hot") / 760.0;
        assertThat(List.of("quiet", "still"))
                .allSatisfy(
                        name -> assertThat(with.answered().get(name) / 76.0).isCloseTo(hotPart, Offset.offset(0.1)));
    }

    /// In one process room is shared by tenants (docs/decisions/035).
    @Test
    void in_one_process_who_waits_pays_nothing_for_a_tenant_that_asks_ten_times_as_much() {
        Played with = hot(RoomWaitFiguresTest::oneProcess, Duration.ofSeconds(30));
        System.out.printf("pool, one process, 760, 76 and 76 asked: answered %s%n", with.answered());
        assertThat(List.of("quiet", "still"))
                .allSatisfy(name -> assertThat(with.answered().get(name)).isEqualTo(76));
        assertThat(with.answered().get("hot")).isLessThan(700);
    }

    @Test
    void in_one_process_room_that_suffices_for_all_is_wasted_for_nobody() {
        Played with = hot(RoomWaitFiguresTest::oneProcess, Duration.ofSeconds(58));
        System.out.printf("pool, one process, long waits: answered %s%n", with.answered());
        assertThat(with.refused()).isZero();
    }

    private static PlayedTraffic fleet(Route route) {
        return PlayedTraffic.fleet(route, RoomWaitFiguresTest::answer, 1, COPIES);
    }

    /// Each process orders only its own; when both see room at once, one of them looks in vain and goes on waiting.
    @Test
    void several_processes_share_room_almost_as_one_does() {
        Played with =
                hot(route -> PlayedTraffic.processes(route, RoomWaitFiguresTest::answer, 1, 3), Duration.ofSeconds(30));
        System.out.printf("pool, three processes, 760, 76 and 76 asked: answered %s%n", with.answered());
        assertThat(List.of("quiet", "still"))
                .allSatisfy(name -> assertThat(with.answered().get(name)).isGreaterThanOrEqualTo(72));
    }

    private static PlayedTraffic oneProcess(Route route) {
        return new PlayedTraffic(route, RoomWaitFiguresTest::answer, 1);
    }

    private static Played hot(Function<Route, PlayedTraffic> copies, Duration wait) {
        Tenant hot = tenant("hot", Priority.STANDARD, Limits.UNLIMITED);
        Tenant quiet = tenant("quiet", Priority.STANDARD, Limits.UNLIMITED);
        Tenant still = tenant("still", Priority.STANDARD, Limits.UNLIMITED);
        List<Tenant> tenants = Stream.concat(Collections.nCopies(10, hot).stream(), Stream.of(quiet, still))
                .toList();
        return played(copies.apply(twoSmallPools()), tenants, new Bursts(4, 228, Duration.ofMinutes(2)), wait);
    }

    private static Route twoSmallPools() {
        return Sample.route(List.of(
                Sample.target("a", Sample.EAST, Sample.SONNET_US, new Capacity(60, 0)),
                Sample.target("b", Sample.EAST, Sample.SONNET_US, new Capacity(60, 0))));
    }

    private static Played played(Route route, List<Tenant> tenants, Bursts bursts, Duration wait) {
        return played(fleet(route), tenants, bursts, wait);
    }

    /// The tenants ask in turn.
    private static Played played(PlayedTraffic traffic, List<Tenant> tenants, Bursts bursts, Duration wait) {
        Random chance = new Random(3);
        int asked = 0;
        for (int number = 0; number < bursts.number(); number++) {
            Instant begin = Sample.NOW.plus(bursts.between().multipliedBy(number));
            for (int request = 0; request < bursts.requests(); request++) {
                Tenant whose = tenants.get(request % tenants.size());
                traffic.send("r" + asked++, whose, wait, begin.plusMillis(chance.nextInt(1_000)));
            }
        }
        traffic.run();
        Map<String, Integer> answered = new TreeMap<>();
        Duration longest = Duration.ZERO;
        for (PlayedTraffic.Ended end : traffic.ended) {
            if (!end.failed()) {
                answered.merge(end.event().tenant().value(), 1, Integer::sum);
                longest =
                        end.event().took().compareTo(longest) > 0 ? end.event().took() : longest;
            }
        }
        return new Played(asked, answered, longest);
    }

    private static Attempted answer(VirtualTime time, Target target, boolean stream, CallLimits limits) {
        time.sleep(Duration.ofSeconds(1));
        return new Attempted.Opened(Answers.stream(time));
    }

    private static Tenant tenant(String name, Priority priority, Limits limits) {
        Tenant like = Sample.tenant(limits);
        return new Tenant(
                new TenantId(name),
                like.plan(),
                like.terms().waiting(Duration.ofMinutes(3)),
                like.models(),
                like.hand(),
                like.residency(),
                priority,
                like.maxTokens(),
                like.tierFallback(),
                like.failMode());
    }
}
