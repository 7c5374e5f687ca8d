package io.breakwater.adapters.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.AccountId;
import io.breakwater.model.ProfileId;
import io.breakwater.model.Region;
import io.breakwater.model.ShardId;
import io.breakwater.model.Target;
import io.breakwater.routing.Availability;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.Skipped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InMemoryHealthBoardTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Target SONNET = target("a", "111111111111", "us-east-1", "us.anthropic.claude-sonnet-4-6");
    private static final Target NOVA = target("a", "111111111111", "us-east-1", "us.amazon.nova-lite-v1:0");

    private final InMemoryHealthBoard board = new InMemoryHealthBoard(new Random(1));

    private static Target target(String shard, String account, String region, String profile) {
        return new Target(new ShardId(shard), new AccountId(account), new Region(region), new ProfileId(profile));
    }

    @Test
    void what_nobody_knows_anything_of_is_ready() {
        assertThat(board.availability(SONNET, NOON)).isEqualTo(new Availability.Ready());
        assertThat(board.claimProbe(SONNET, NOON)).isFalse();
    }

    @Test
    void a_spent_day_closes_the_account_and_region_for_every_model_and_nothing_else() {
        board.observe(SONNET, new Outcome.QuotaSpent(), NOON);

        Availability closed = new Availability.Out(Skipped.Reason.DAILY_QUOTA, NOON.plus(Duration.ofMinutes(15)));
        assertThat(board.availability(SONNET, NOON)).isEqualTo(closed);
        assertThat(board.availability(NOVA, NOON)).isEqualTo(closed);
        assertThat(board.availability(target("a", "111111111111", "us-west-2", "us.amazon.nova-lite-v1:0"), NOON))
                .isEqualTo(new Availability.Ready());
        assertThat(board.availability(target("b", "222222222222", "us-east-1", "us.amazon.nova-lite-v1:0"), NOON))
                .isEqualTo(new Availability.Ready());
        assertThat(board.availability(NOVA, NOON.plus(Duration.ofMinutes(15)))).isEqualTo(new Availability.Ready());
    }

    @Test
    void a_spent_day_ends_at_midnight_utc_at_the_latest() {
        Instant late = Instant.parse("2026-11-22T23:50:00Z");

        board.observe(SONNET, new Outcome.QuotaSpent(), late);

        assertThat(board.availability(SONNET, late))
                .isEqualTo(new Availability.Out(Skipped.Reason.DAILY_QUOTA, Instant.parse("2026-11-23T00:00:00Z")));
    }

    @Test
    void refused_credentials_close_one_target_only() {
        board.observe(SONNET, new Outcome.BadCredentials(), NOON);

        assertThat(board.availability(SONNET, NOON)).isInstanceOf(Availability.Out.class);
        assertThat(board.availability(NOVA, NOON)).isEqualTo(new Availability.Ready());
    }

    @Test
    void of_64_who_want_to_probe_a_half_open_target_one_may() throws Exception {
        for (int i = 0; i < 5; i++) {
            board.observe(SONNET, new Outcome.ServerFault(), NOON);
        }
        Instant later = NOON.plus(Duration.ofMinutes(1));
        assertThat(board.availability(SONNET, later)).isEqualTo(new Availability.Probe());
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> claims = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(64)) {
            for (int i = 0; i < 64; i++) {
                claims.add(threads.submit(() -> {
                    start.await();
                    return board.claimProbe(SONNET, later);
                }));
            }
            start.countDown();
        }

        int claimed = 0;
        for (Future<Boolean> claim : claims) {
            claimed += claim.get(10, TimeUnit.SECONDS) ? 1 : 0;
        }
        assertThat(claimed).isEqualTo(1);
    }
}
