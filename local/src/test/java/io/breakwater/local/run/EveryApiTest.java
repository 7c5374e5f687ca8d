package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.event.Served;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Failover, isolation and exactness in every dialect, by every API of Bedrock to which it leads, whole
/// and streamed.
@Timeout(60)
@ParameterizedClass
@EnumSource
class EveryApiTest {
    private static LiveRun run;

    @Parameter
    private AskedApi api;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        run = AskedApi.started(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        run.close();
    }

    @AfterEach
    void mend() throws Exception {
        run.mend();
    }

    private HttpResponse<String> ask(String tenant, String prompt) throws Exception {
        return run.http.send(api.request(run, tenant, prompt), BodyHandlers.ofString());
    }

    @Test
    void what_the_first_target_refuses_is_answered_by_the_second_and_once() throws Exception {
        run.faults("[{\"match\":{\"account\":\"1111111111%s\"},\"fault\":\"unavailable\"}]".formatted(api.accounts()));

        HttpResponse<String> answer = ask(api.id(), "hello");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(LiveRun.header(answer, "x-breakwater-target")).startsWith("b" + api.accounts() + "/");
        assertThat(api.answers(answer.body())).as(answer.body()).isEqualTo(1);
        assertThat(run.invocations(api.accounts()))
                .filteredOn(call -> call.path("status").asInt() == 200)
                .last()
                .satisfies(call -> assertThat(call.path("operation").asText().replaceAll("(WithResponse)?Stream$", ""))
                        .isEqualTo(api.operation));
        assertNothingIsHeld();
    }

    @Test
    void a_tenant_over_its_quota_hears_so_in_its_own_language_while_another_is_served() throws Exception {
        HttpResponse<String> first = ask(api.id() + "-small", "hello");
        HttpResponse<String> refused = ask(api.id() + "-small", "hello");
        HttpResponse<String> other = ask(api.id(), "hello");

        assertThat(List.of(first.statusCode(), refused.statusCode(), other.statusCode()))
                .as(first.body() + refused.body() + other.body())
                .containsExactly(200, 429, 200);
        assertThat(LiveRun.header(refused, "retry-after")).matches("[1-9]\\d*");
        assertThat(LiveRun.header(refused, "x-breakwater-limit")).isEqualTo("requestsPerMinute");
        assertRefusedInItsOwnShape(refused);
    }

    private void assertRefusedInItsOwnShape(HttpResponse<String> refused) throws Exception {
        assertRefusedAs(refused, "rate_limit_exceeded", "rate_limit_error", "ThrottlingException", "requestsPerMinute");
    }

    private void assertRefusedAs(
            HttpResponse<String> refused, String openAis, String anthropics, String bedrocks, String named)
            throws Exception {
        JsonNode body = LiveRun.json(refused);
        switch (api.dialect) {
            case OPENAI -> {
                assertThat(body.at("/error/code").asText()).isEqualTo(openAis);
                assertThat(body.at("/error/message").asText()).contains(named);
            }
            case ANTHROPIC -> {
                assertThat(body.path("type").asText()).isEqualTo("error");
                assertThat(body.at("/error/type").asText()).isEqualTo(anthropics);
                assertThat(body.at("/error/message").asText()).contains(named);
            }
            case BEDROCK -> {
                assertThat(LiveRun.header(refused, "x-amzn-errortype")).isEqualTo(bedrocks);
                assertThat(body.path("message").asText()).contains(named);
            }
        }
    }

    @Test
    void a_model_that_is_not_the_callers_does_not_exist_and_nobody_is_called() throws Exception {
        int before = run.invocations(api.accounts()).size();

        HttpResponse<String> others = run.http.send(api.request(run, "warm-up", "hello"), BodyHandlers.ofString());

        assertThat(others.statusCode()).as(others.body()).isEqualTo(404);
        assertRefusedAs(others, "model_not_found", "not_found_error", "ResourceNotFoundException", api.id());
        assertThat(run.invocations(api.accounts())).hasSize(before);
    }

    @Test
    void a_key_of_other_models_is_told_so_and_nobody_is_called() throws Exception {
        String secret = LiveRun.json(run.admin(
                        "POST", "tenants/" + api.id() + "/keys", "{\"models\": [\"" + api.id() + "-placed\"]}"))
                .path("secret")
                .asText();
        int before = run.invocations(api.accounts()).size();

        HttpResponse<String> refused = run.http.send(
                api.request(run.gateway().resolve(api.path()), "Bearer " + secret, api.sent("hello", "")),
                BodyHandlers.ofString());

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
        assertRefusedAs(
                refused,
                "model_not_allowed",
                "permission_error",
                "AccessDeniedException",
                "not allowed for this API key");
        assertThat(run.invocations(api.accounts())).hasSize(before);
    }

    @Test
    void a_tenant_is_served_only_where_its_prompts_may_be() throws Exception {
        assumeThat(api.isElsewhere()).isTrue();

        HttpResponse<String> anywhere = askFor("-placed", api.id());
        HttpResponse<String> resident = askFor("-placed", api.id() + "-us");

        assertThat(anywhere.statusCode()).as(anywhere.body()).isEqualTo(200);
        assertThat(LiveRun.header(anywhere, "x-breakwater-target")).startsWith("c" + api.accounts() + "/eu-west-1/");
        assertThat(resident.statusCode()).as(resident.body()).isEqualTo(200);
        assertThat(LiveRun.header(resident, "x-breakwater-target")).startsWith("b" + api.accounts() + "/");
        assertThat(LiveRun.header(resident, "x-breakwater-attempts")).isEqualTo("1");
    }

    @Test
    void a_failure_moves_no_prompt_to_where_it_may_not_be() throws Exception {
        assumeThat(api.isElsewhere()).isTrue();
        run.faults("[{\"match\":{\"account\":\"2222222222%s\"},\"fault\":\"unavailable\"}]".formatted(api.accounts()));
        int before = run.invocations(api.accounts()).size();

        HttpResponse<String> failed = askFor("-placed", api.id() + "-us");

        assertThat(failed.statusCode()).as(failed.body()).isGreaterThanOrEqualTo(500);
        assertThat(run.invocations(api.accounts()).stream().skip(before))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.path("accountId").asText()).startsWith("2222222222"));
    }

    @Test
    void a_tenant_of_low_priority_leaves_to_one_of_high_what_is_kept_for_it() throws Exception {
        String low = api.id() + "-low";
        HttpResponse<String> kept = askFor("-scarce", low);
        for (int i = 0; i < 8 && kept.statusCode() == 200; i++) {
            kept = askFor("-scarce", low);
        }
        HttpResponse<String> high = askFor("-scarce", api.id() + "-high");

        assertThat(kept.statusCode()).as(kept.body()).isEqualTo(429);
        assertThat(LiveRun.header(kept, "x-breakwater-capacity")).isEqualTo("kept");
        assertThat(high.statusCode()).as(high.body()).isEqualTo(200);
        assertThat(LiveRun.header(high, "x-breakwater-capacity")).isEqualTo("guaranteed");
    }

    private HttpResponse<String> askFor(String alias, String tenant) throws Exception {
        return run.http.send(api.request(run, tenant, api.id() + alias, "hello"), BodyHandlers.ofString());
    }

    @Test
    void what_bedrock_says_of_tier_and_latency_stands_beside_the_answers_of_the_api_that_has_a_place_for_it()
            throws Exception {
        HttpResponse<String> answer = ask(api.id(), "hello");

        assertThat(LiveRun.header(answer, "x-amzn-bedrock-service-tier")).isEqualTo(api.isInvoked() ? "default" : "");
        assertThat(LiveRun.header(answer, "x-amzn-bedrock-performanceconfig-latency"))
                .isEqualTo(api.isInvoked() ? "standard" : "");
    }

    @Test
    void a_request_is_planned_by_the_api_by_which_it_is_called() throws Exception {
        HttpResponse<String> plan = run.http.send(
                api.request(run.gateway().resolve("/v1/plan"), "Bearer " + run.key(api.id()), api.planned("hello")),
                BodyHandlers.ofString());

        assertThat(plan.statusCode()).as(plan.body()).isEqualTo(200);
        JsonNode candidates = LiveRun.json(plan).path("candidates");
        assertThat(candidates).hasSize(2);
        assertThat(candidates.valueStream())
                .allMatch(candidate -> candidate.path("api").asText().equals(label()));
        assertThat(LiveRun.json(plan).path("reservation").path("tokens").asLong())
                .isPositive();
    }

    private String label() {
        return switch (api.operation) {
            case "Converse" -> "converse";
            case "InvokeModel" -> "invoke";
            case "ChatCompletions" -> "openai-chat";
            case "Responses" -> "openai-responses";
            case "AnthropicMessages" -> "anthropic-messages";
            default -> throw new IllegalArgumentException(api.operation);
        };
    }

    @Test
    void the_ledger_ends_at_what_bedrock_billed() throws Exception {
        String tenant = api.id();
        long tokensBefore = run.tokensUsed(tenant);
        BigDecimal usdBefore = usdUsed(tenant);
        int before = run.invocations(api.accounts()).size();

        for (int i = 1; i <= 3; i++) {
            HttpResponse<String> answer = ask(tenant, "[[tokens:" + 17 * i + "]] please");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            Served served = run.events.ended(LiveRun.requestId(answer)).served();
            assertThat(served.complete()).isTrue();
        }

        List<JsonNode> billed = run.invocations(api.accounts());
        billed = billed.subList(before, billed.size());
        assertThat(billed).hasSize(3);
        assertThat(run.tokensUsed(tenant) - tokensBefore).isPositive().isEqualTo(sum(billed, 1, api.model.burndown));
        assertThat(usdUsed(tenant).subtract(usdBefore).movePointRight(9))
                .isPositive()
                .isEqualByComparingTo(BigDecimal.valueOf(sum(billed, api.model.inputPrice, api.model.outputPrice)));
        assertNothingIsHeld();
    }

    private static long sum(List<JsonNode> calls, long anInput, long anOutput) {
        return calls.stream()
                .mapToLong(call -> anInput * call.at("/input/inputTokenCount").asLong()
                        + anOutput * call.at("/output/outputTokenCount").asLong())
                .sum();
    }

    private static BigDecimal usdUsed(String tenant) throws Exception {
        return new BigDecimal(run.usage(tenant).at("/usdThisMonth/used").asText());
    }

    private void assertNothingIsHeld() throws Exception {
        JsonNode usage = run.usage(api.id());
        assertThat(usage.at("/tokensToday/held").asLong(-1)).isZero();
        assertThat(usage.at("/concurrency/inFlight").asLong(-1)).isZero();
    }
}
