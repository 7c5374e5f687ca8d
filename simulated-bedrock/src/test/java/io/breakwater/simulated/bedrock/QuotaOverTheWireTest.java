package io.breakwater.simulated.bedrock;

import static io.breakwater.simulated.bedrock.Fixture.ACCOUNT_A;
import static io.breakwater.simulated.bedrock.Fixture.ACCOUNT_B;
import static io.breakwater.simulated.bedrock.Fixture.asking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.simulated.bedrock.quota.DailyRule;
import io.breakwater.simulated.bedrock.quota.QuotaLimits;
import io.breakwater.simulated.bedrock.quota.QuotaRule;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;

class QuotaOverTheWireTest {

    private static final String BODY = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}]}";

    @Test
    void of_64_calls_at_once_exactly_the_quota_is_answered_and_the_rest_throttled() throws Exception {
        try (Fixture fixture = Fixture.with(new QuotaRule(null, null, null, 5, 0));
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> calls = Collections.nCopies(
                    64,
                    () -> fixture.raw("/model/" + Fixture.SONNET + "/converse", BODY)
                            .statusCode());
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : executor.invokeAll(calls)) {
                statuses.add(answer.get());
            }

            assertThat(statuses).filteredOn(status -> status == 200).hasSize(5);
            assertThat(statuses).filteredOn(status -> status == 429).hasSize(59);
        }
    }

    @Test
    void without_max_tokens_the_models_whole_answer_is_reserved() {
        try (Fixture fixture = Fixture.with(new QuotaRule(null, null, null, 0, 64_000))) {
            HttpResponse<String> refused = fixture.raw("/model/" + Fixture.SONNET + "/converse", BODY);

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("x-amzn-ErrorType")).contains("ThrottlingException");
            assertThat(refused.body()).contains("Too many tokens, please wait before trying again.");
        }
    }

    @Test
    void a_call_settles_with_burndown_and_the_pool_refills() {
        try (Fixture fixture = Fixture.with(new QuotaRule(null, null, null, 0, 6_000));
                BedrockRuntimeClient client = fixture.client()) {
            client.converse(asking("[[tokens:500]]"));
            assertThat(fixture.control("GET", "pools", "").body()).contains("\"tokensLeft\":3496");

            fixture.now.updateAndGet(now -> now.plusSeconds(10));
            assertThat(fixture.control("GET", "pools", "").body()).contains("\"tokensLeft\":4496");
        }
    }

    @Test
    void the_switch_reserves_max_tokens_times_burndown() {
        QuotaLimits limits = new QuotaLimits(List.of(new QuotaRule(null, null, null, 0, 2_000)), List.of(), true);
        try (Fixture fixture = Fixture.changed(settings -> settings.withLimits(limits));
                BedrockRuntimeClient client = fixture.client()) {
            assertThatThrownBy(() -> client.converse(asking("hi"))).isInstanceOf(ThrottlingException.class);
        }
    }

    @Test
    void accounts_and_regions_have_pools_of_their_own() {
        try (Fixture fixture = Fixture.with(new QuotaRule(null, null, null, 1, 0));
                BedrockRuntimeClient a = fixture.client();
                BedrockRuntimeClient b = fixture.client(ACCOUNT_B, Region.US_EAST_1);
                BedrockRuntimeClient west = fixture.client(ACCOUNT_A, Region.US_WEST_2)) {
            a.converse(asking("hi"));
            b.converse(asking("hi"));
            west.converse(asking("hi"));

            assertThatThrownBy(() -> a.converse(asking("hi")))
                    .isInstanceOf(ThrottlingException.class)
                    .hasMessageContaining("Too many requests, please wait before trying again.");
        }
    }

    @Test
    void the_daily_pool_refuses_with_its_own_sentence() {
        QuotaLimits limits = new QuotaLimits(List.of(), List.of(new DailyRule(ACCOUNT_A, null, 100)), false);
        try (Fixture fixture = Fixture.changed(settings -> settings.withLimits(limits));
                BedrockRuntimeClient client = fixture.client()) {
            assertThatThrownBy(() -> client.converse(asking("hi")))
                    .isInstanceOf(ThrottlingException.class)
                    .hasMessageContaining("Too many tokens per day, please wait before trying again.");
        }
    }
}
