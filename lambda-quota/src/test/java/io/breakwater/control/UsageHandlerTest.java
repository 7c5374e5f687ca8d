package io.breakwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.Sample;
import io.breakwater.adapters.memory.InMemoryLedgerStore;
import io.breakwater.call.TenantLedger;
import io.breakwater.identity.Caller;
import io.breakwater.model.Alias;
import io.breakwater.model.FailMode;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Priority;
import io.breakwater.model.Residency;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Topology;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.amendments.LimitOverride;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.usage.ModelKey;
import io.breakwater.surface.Cors;
import io.breakwater.tenancy.Tenants;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UsageHandlerTest {
    private static final Instant NOW = Instant.parse("2026-12-31T23:00:00Z");
    private static final Limits LIMITED = Limits.UNLIMITED
            .with(LimitName.REQUESTS_PER_MINUTE, 60)
            .with(LimitName.TOKENS_PER_MINUTE, 120_000)
            .with(LimitName.TOKENS_PER_DAY, 1_000_000)
            .with(LimitName.USD_PER_MONTH, 500_000_000_000L)
            .with(LimitName.CONCURRENCY, 20)
            .with(LimitName.LARGEST_REQUEST, 50_000);

    private final Ledger ledger = new Ledger(new InMemoryLedgerStore(), new Epochs(Duration.ofMinutes(20)));
    private final Topology topology = new Topology(
            "dev",
            Map.of(
                    new TenantId("search"), tenant("search", LIMITED),
                    new TenantId("free"), tenant("free", Limits.UNLIMITED)),
            Map.of(
                    new Alias("claude-sonnet"),
                    Sample.route(List.of(Sample.target("a", Sample.EAST, Sample.SONNET_US)))));
    private final UsageHandler usage = handler(Cors.OFF);

    private UsageHandler handler(Cors cors) {
        return new UsageHandler(
                topology, Tenants.of(topology), new TenantLedger(ledger), InstantSource.fixed(NOW), cors);
    }

    private static Tenant tenant(String id, Limits limits) {
        return new Tenant(
                new TenantId(id),
                "standard",
                limits,
                Set.of(new Alias("claude-sonnet"), new Alias("claude-haiku")),
                Set.of(),
                Residency.ANYWHERE,
                Priority.STANDARD,
                OptionalLong.empty(),
                true,
                FailMode.CLOSED);
    }

    private static APIGatewayProxyRequestEvent event(Map<String, Object> authorizer) {
        ProxyRequestContext context = new ProxyRequestContext().withRequestId("request-1");
        context.setAuthorizer(authorizer);
        return new APIGatewayProxyRequestEvent().withPath("/v1/usage").withRequestContext(context);
    }

    private static Map<String, Object> caller(String tenant) {
        return new Caller(new TenantId(tenant), "abcdefghijkl", Set.of()).context();
    }

    private static JsonNode json(APIGatewayProxyResponseEvent answer) throws Exception {
        return new ObjectMapper().readTree(answer.getBody());
    }

    @Test
    void a_tenant_sees_its_limits_what_it_used_and_what_its_running_requests_hold() throws Exception {
        Admission.Admitted done = reserve(10_000, 2_000_000);
        ledger.settle(done.reservation().bookedAs(ModelKey.OTHER), new LedgerAmount(4_000, 1_500_001_000), NOW);
        reserve(20_000, 3_000_000);

        APIGatewayProxyResponseEvent answer = usage.answer(event(caller("search")));

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getHeaders())
                .containsEntry("content-type", "application/json")
                .containsEntry("x-request-id", "request-1");
        assertThat(json(answer)).isEqualTo(new ObjectMapper().readTree("""
                {"tenant": "search", "plan": "standard",
                 "limits": {"requestsPerMinute": 60, "tokensPerMinute": 120000, "tokensPerDay": 1000000,
                   "usdPerMonth": "500.000000", "concurrency": 20, "burstPercent": 100,
                   "largestRequestTokens": 50000},
                 "requestsPerMinute": {"limit": 60, "remaining": 58, "resetSeconds": 2},
                 "tokensPerMinute": {"limit": 120000, "remaining": 96000, "resetSeconds": 12},
                 "tokensToday": {"limit": 1000000, "used": 4000, "held": 20000, "resetAt": "2027-01-01T00:00:00Z"},
                 "usdThisMonth": {"limit": "500.000000", "used": "1.500001", "held": "3.000000",
                   "resetAt": "2027-01-01T00:00:00Z"},
                 "concurrency": {"limit": 20, "inFlight": 1},
                 "costByModel": [{"model": "other", "requests": 1, "tokens": 4000, "usd": "1.500001"}],
                 "maxTokens": [{"model": "claude-sonnet", "default": 1024, "bound": "fixed"}],
                 "models": ["claude-haiku", "claude-sonnet"]}"""));
    }

    private Admission.Admitted reserve(long tokens, long microUsd) {
        return (Admission.Admitted)
                ledger.reserve("T#search", LIMITED, new LedgerAmount(tokens, 1_000L * microUsd), NOW);
    }

    @Test
    void a_limit_that_was_amended_is_shown_as_it_counts() throws Exception {
        LimitOverride fewer = new LimitOverride(7, NOW.plusSeconds(60));
        ledger.amend("T#search", Amendments.NONE.with(LimitName.CONCURRENCY, fewer), NOW);

        JsonNode report = json(usage.answer(event(caller("search"))));

        assertThat(report.at("/limits/concurrency").asLong()).isEqualTo(7);
        assertThat(report.at("/concurrency/limit").asLong()).isEqualTo(7);
    }

    @Test
    void what_is_unlimited_is_null_and_money_still_has_six_digits() throws Exception {
        JsonNode report = json(usage.answer(event(caller("free"))));

        assertThat(report.at("/limits/requestsPerMinute").isNull()).isTrue();
        assertThat(report.at("/limits/usdPerMonth").isNull()).isTrue();
        assertThat(report.at("/requestsPerMinute/limit").isNull()).isTrue();
        assertThat(report.at("/requestsPerMinute/remaining").isNull()).isTrue();
        assertThat(report.at("/tokensToday/limit").isNull()).isTrue();
        assertThat(report.at("/usdThisMonth/limit").isNull()).isTrue();
        assertThat(report.at("/usdThisMonth/used").asText()).isEqualTo("0.000000");
        assertThat(report.at("/concurrency/limit").isNull()).isTrue();
    }

    @Test
    void a_page_that_is_named_may_read_reports_and_refusals_whatever_the_case_of_its_header() {
        UsageHandler shown = handler(new Cors(List.of("https://app.example.com")));

        for (String name : List.of("origin", "Origin")) {
            assertThat(shown.answer(event(caller("search")).withHeaders(Map.of(name, "https://app.example.com")))
                            .getHeaders())
                    .containsEntry("access-control-allow-origin", "https://app.example.com")
                    .containsEntry("vary", "Origin");
        }
        assertThat(shown.answer(event(caller("gone")).withHeaders(Map.of("origin", "https://app.example.com")))
                        .getHeaders())
                .containsEntry("access-control-allow-origin", "https://app.example.com");
        assertThat(usage.answer(event(caller("search")).withHeaders(Map.of("origin", "https://app.example.com")))
                        .getHeaders())
                .doesNotContainKeys("access-control-allow-origin", "vary");
    }

    @Test
    void without_an_authorizer_context_or_with_an_unknown_tenant_the_answer_is_403() throws Exception {
        for (APIGatewayProxyResponseEvent answer : new APIGatewayProxyResponseEvent[] {
            usage.answer(new APIGatewayProxyRequestEvent()),
            usage.answer(event(null)),
            usage.answer(event(Map.of())),
            usage.answer(event(caller("gone")))
        }) {
            assertThat(answer.getStatusCode()).isEqualTo(403);
            assertThat(json(answer).at("/error/code").asText()).isEqualTo("access_denied");
        }
    }
}
