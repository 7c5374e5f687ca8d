package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.breakwater.Sample;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.model.ModelId;
import io.breakwater.model.Route;
import io.breakwater.model.TenantId;
import io.breakwater.model.TokenUsage;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InputEstimatesTest {
    private static final TenantId SEARCH = new TenantId("search");
    private static final TenantId OTHER = new TenantId("other");
    private static final ConverseBody BODY = ConverseBody.of(JsonNodeFactory.instance.objectNode());

    private final Route route = Sample.route(List.of(PlayedGateway.target("a", Sample.EAST, Sample.SONNET_US)));
    private final ModelId model = Sample.SONNET_US.model().id();
    private final InputEstimates estimates = new InputEstimates(_ -> 1_000);

    private long estimate(TenantId tenant) {
        return estimates.learned(estimates.untaught(BODY, route), tenant, route);
    }

    private void reported(int times, long tokens) {
        for (int i = 0; i < times; i++) {
            estimates.learn(SEARCH, model, 1_000, TokenUsage.of(tokens, 5));
        }
    }

    @Test
    void nothing_is_changed_before_there_are_enough_counts() {
        reported(7, 1_500);
        assertThat(estimate(SEARCH)).isEqualTo(1_000);
    }

    @Test
    void a_model_that_counts_more_tokens_is_believed_and_then_never_reserved_too_little() {
        reported(40, 1_500);
        assertThat(estimate(SEARCH)).isBetween(1_500L, 1_530L);
    }

    @Test
    void a_model_that_counts_fewer_tokens_leaves_tenants_more_room() {
        reported(40, 700);
        assertThat(estimate(SEARCH)).isBetween(700L, 720L);
    }

    @Test
    void what_varies_is_estimated_rather_too_high() {
        Random random = new Random(7);
        int tooLow = 0;
        for (int i = 0; i < 1_000; i++) {
            long real = 800L + random.nextInt(400);
            if (i > 50 && estimate(SEARCH) < real) {
                tooLow++;
            }
            reported(1, real);
        }
        assertThat(tooLow).isLessThan(100);
    }

    @Test
    void what_one_tenant_sends_changes_no_other_tenants_estimates() {
        reported(40, 3_000);
        assertThat(estimate(OTHER)).isEqualTo(1_000);
    }

    @Test
    void no_count_however_strange_moves_an_estimate_beyond_its_bounds() {
        reported(100, Long.MAX_VALUE / 2_000);
        assertThat(estimate(SEARCH)).isEqualTo(3_000);
        reported(200, 1);
        assertThat(estimate(SEARCH)).isBetween(500L, 530L);
    }

    @Test
    void tokens_read_from_the_cache_were_part_of_the_input() {
        for (int i = 0; i < 40; i++) {
            estimates.learn(SEARCH, model, 1_000, new TokenUsage(100, 5, 1_300, 100));
        }
        assertThat(estimate(SEARCH)).isBetween(1_500L, 1_530L);
    }

    @Test
    void an_answer_without_usage_teaches_nothing() {
        for (int i = 0; i < 40; i++) {
            estimates.learn(SEARCH, model, 1_000, TokenUsage.NONE);
            estimates.learn(SEARCH, model, 0, TokenUsage.of(10, 10));
        }
        assertThat(estimate(SEARCH)).isEqualTo(1_000);
    }

    /// Eight counts are just enough for a correction; if one were lost, nothing would be corrected.
    @Test
    void threads_that_learn_at_once_lose_no_count() throws InterruptedException {
        List<TenantId> tenants =
                IntStream.range(0, 2_000).mapToObj(i -> new TenantId("t" + i)).toList();
        CountDownLatch start = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(8);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                threads.execute(() -> {
                    await(start);
                    tenants.forEach(tenant -> estimates.learn(tenant, model, 1_000, TokenUsage.of(2_000, 5)));
                    done.countDown();
                });
            }
            start.countDown();
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(tenants).allSatisfy(tenant -> assertThat(estimate(tenant)).isGreaterThan(2_000));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void eight_equal_counts_are_believed_with_a_margin_of_less_than_a_fifth() {
        reported(8, 1_000);
        assertThat(estimate(SEARCH)).isBetween(1_000L, 1_200L);
    }
}
