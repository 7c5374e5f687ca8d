package io.breakwater.simulated.bedrock.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoolsTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final PoolKey POOL = new PoolKey("111111111111", "us-east-1", "us.model");

    private static Pools withTokens(long tokensPerMinute) {
        return new Pools(QuotaLimits.of(new QuotaRule(null, null, null, 0, tokensPerMinute)));
    }

    private static Pools withRequests(long requestsPerMinute) {
        return new Pools(QuotaLimits.of(new QuotaRule(null, null, null, requestsPerMinute, 0)));
    }

    private static PoolReservation admitted(Pools pools, long tokens, Instant now) {
        return ((PoolAdmission.Admitted) pools.admit(POOL, tokens, now)).reservation();
    }

    private static long tokensLeft(Pools pools, Instant now) {
        return pools.states(now).getFirst().tokensLeft();
    }

    @Test
    void the_measured_call_of_26_in_and_1203_out_settles_at_6041_tokens_with_burndown_5() {
        Usage usage = new Usage(26, 1_203, 0, 0);

        assertThat(usage.settledTokens(5)).isEqualTo(6_041);
    }

    @Test
    void cache_reads_count_at_reservation_and_are_free_at_settlement() {
        Usage usage = new Usage(18, 3, 8_814, 0);

        assertThat(usage.reservedTokens(100)).isEqualTo(8_932);
        assertThat(usage.settledTokens(5)).isEqualTo(33);
    }

    @Test
    void a_settlement_returns_what_was_reserved_in_excess() {
        Pools pools = withTokens(100_000);
        Usage usage = new Usage(26, 1_203, 0, 0);

        PoolReservation reservation = admitted(pools, usage.reservedTokens(64_000), START);
        assertThat(tokensLeft(pools, START)).isEqualTo(35_974);

        pools.settle(reservation, usage.settledTokens(5), START);
        assertThat(tokensLeft(pools, START)).isEqualTo(100_000 - 6_041);
    }

    @Test
    void burndown_beyond_the_reservation_is_debt_that_refuses_until_it_is_refilled() {
        Pools pools = withTokens(6_000);
        PoolReservation reservation = admitted(pools, 26 + 1_203, START);
        pools.settle(reservation, 26 + 1_203 * 10, START);

        assertThat(tokensLeft(pools, START)).isEqualTo(6_000 - 12_056);
        assertThat(pools.admit(POOL, 1, START.plusSeconds(60))).isEqualTo(new PoolAdmission.Refused(Shortage.TOKENS));
        assertThat(pools.admit(POOL, 1, START.plusSeconds(61))).isInstanceOf(PoolAdmission.Admitted.class);
    }

    @Test
    void a_spent_pool_refills_evenly_over_a_minute_and_never_beyond_its_quota() {
        Pools pools = withTokens(6_000);
        PoolReservation reservation = admitted(pools, 6_000, START);
        pools.settle(reservation, 6_000, START);

        assertThat(tokensLeft(pools, START.plusMillis(10))).isEqualTo(1);
        assertThat(tokensLeft(pools, START.plusSeconds(30))).isEqualTo(3_000);
        assertThat(tokensLeft(pools, START.plus(Duration.ofHours(1)))).isEqualTo(6_000);
    }

    @Test
    void a_clock_that_goes_back_refills_nothing_and_takes_nothing() {
        Pools pools = withTokens(6_000);
        pools.settle(admitted(pools, 1_000, START), 1_000, START);

        assertThat(tokensLeft(pools, START.minusSeconds(30))).isEqualTo(5_000);
    }

    @Test
    void exactly_the_quota_is_admitted_of_64_calls_at_once() throws Exception {
        Pools pools = withRequests(7);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<PoolAdmission>> answers = IntStream.range(0, 64)
                    .mapToObj(_ -> executor.submit(() -> pools.admit(POOL, 10, START)))
                    .toList();
            long admitted = 0;
            for (Future<PoolAdmission> answer : answers) {
                admitted += answer.get() instanceof PoolAdmission.Admitted ? 1 : 0;
            }
            assertThat(admitted).isEqualTo(7);
        }
    }

    @Test
    void a_refused_call_takes_nothing_from_any_pool() {
        Pools pools = new Pools(new QuotaLimits(
                List.of(new QuotaRule(null, null, null, 5, 1_000)), List.of(new DailyRule(null, null, 500)), false));

        assertThat(pools.admit(POOL, 1_001, START)).isEqualTo(new PoolAdmission.Refused(Shortage.TOKENS));
        assertThat(pools.admit(POOL, 501, START)).isEqualTo(new PoolAdmission.Refused(Shortage.DAILY_TOKENS));
        assertThat(pools.admit(POOL, 500, START)).isInstanceOf(PoolAdmission.Admitted.class);
        assertThat(pools.states(START).getFirst().requestsLeft()).isEqualTo(4);
    }

    @Test
    void the_daily_pool_is_shared_by_all_profiles_of_an_account_and_region_until_midnight() {
        Pools pools = new Pools(new QuotaLimits(List.of(), List.of(new DailyRule(null, null, 1_000)), false));
        pools.settle(admitted(pools, 800, START), 900, START);
        PoolKey otherProfile = new PoolKey(POOL.account(), POOL.region(), "global.model");
        PoolKey otherRegion = new PoolKey(POOL.account(), "us-west-2", POOL.profile());

        assertThat(pools.admit(otherProfile, 101, START)).isEqualTo(new PoolAdmission.Refused(Shortage.DAILY_TOKENS));
        assertThat(pools.admit(otherRegion, 101, START)).isInstanceOf(PoolAdmission.Admitted.class);
        assertThat(pools.admit(otherProfile, 101, Instant.parse("2026-03-02T00:00:00Z")))
                .isInstanceOf(PoolAdmission.Admitted.class);
    }

    @Test
    void the_first_rule_that_covers_a_pool_is_its_quota() {
        Pools pools = new Pools(QuotaLimits.of(
                new QuotaRule(POOL.account(), null, POOL.profile(), 1, 0), new QuotaRule(null, null, null, 2, 0)));
        PoolKey other = new PoolKey("222222222222", POOL.region(), POOL.profile());

        assertThat(pools.admit(POOL, 1, START)).isInstanceOf(PoolAdmission.Admitted.class);
        assertThat(pools.admit(POOL, 1, START)).isEqualTo(new PoolAdmission.Refused(Shortage.REQUESTS));
        assertThat(pools.admit(other, 1, START)).isInstanceOf(PoolAdmission.Admitted.class);
        assertThat(pools.admit(other, 1, START)).isInstanceOf(PoolAdmission.Admitted.class);
    }

    @Test
    void zero_means_no_quota() {
        Pools pools = withTokens(0);

        assertThat(pools.admit(POOL, Integer.MAX_VALUE, START)).isInstanceOf(PoolAdmission.Admitted.class);
    }
}
