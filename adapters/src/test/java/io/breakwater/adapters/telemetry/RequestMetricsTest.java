package io.breakwater.adapters.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.event.GatewayEvent;
import io.breakwater.event.Served;
import io.breakwater.model.AccountId;
import io.breakwater.model.Alias;
import io.breakwater.model.ProfileId;
import io.breakwater.model.Region;
import io.breakwater.model.ShardId;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.model.TokenUsage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What CloudWatch finds in the function's log.
class RequestMetricsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:00.125Z");
    private static final TenantId SEARCH = new TenantId("search");
    private static final Alias SONNET = new Alias("claude-sonnet");
    private static final Target A = target("a", "us-east-1");
    private static final Target B = target("b", "us-west-2");

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final List<RuntimeException> troubles = new ArrayList<>();
    private final RequestMetrics metrics = new EmbeddedMetrics(
                    "dev", new PrintStream(written, true, StandardCharsets.UTF_8))
            .requests(Set.of(SONNET), troubles::add);

    private static Target target(String shard, String region) {
        return new Target(
                new ShardId(shard),
                new AccountId("111111111111"),
                new Region(region),
                new ProfileId("us.anthropic.claude-sonnet-4-6"));
    }

    private static GatewayEvent.AttemptEnded attempt(Target target, String outcome) {
        return new GatewayEvent.AttemptEnded(
                "r1", NOW, SEARCH, target, 1, outcome, "tokens", 200, 600_000, Duration.ofMillis(300));
    }

    @Test
    void calls_that_were_given_up_cost_though_nobody_answered() throws IOException {
        Served none = Served.nobody(1, 5_026, 15_097_500, List.of(A));
        metrics.accept(ended("r1", SONNET, "DeadlineExceeded", Optional.empty(), none));

        assertThat(lines().getFirst().path("MicroUsd").decimalValue()).isEqualByComparingTo("15097.5");
    }

    private static GatewayEvent.RequestEnded answered(String id, Alias alias) {
        Served served = new Served(
                Optional.of(A),
                1,
                1,
                TokenUsage.of(100, 20),
                200,
                600_000,
                List.of(),
                Optional.of(Duration.ofMillis(240)),
                true);
        return ended(id, alias, "ok", Optional.empty(), served);
    }

    private static GatewayEvent.RequestEnded ended(
            String id, Alias alias, String ending, Optional<String> limit, Served served) {
        return new GatewayEvent.RequestEnded(
                id,
                NOW,
                SEARCH,
                Optional.of(alias),
                200,
                ending,
                limit,
                Optional.empty(),
                served,
                Duration.ofSeconds(1));
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : written.toString(StandardCharsets.UTF_8).lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private Optional<Integer> unanswered(int status, String ending, Served served) throws Exception {
        written.reset();
        metrics.accept(new GatewayEvent.RequestEnded(
                "r1",
                NOW,
                SEARCH,
                Optional.of(SONNET),
                status,
                ending,
                Optional.empty(),
                Optional.empty(),
                served,
                Duration.ofSeconds(1)));
        return lines().stream()
                .filter(line -> line.has("Unanswered"))
                .map(line -> line.path("Unanswered").asInt())
                .findFirst();
    }

    /// A request that is refused because of its caller's own limit or error counts neither for nor
    /// against the objective.
    @Test
    void the_objective_counts_what_the_gateway_itself_did_not_answer() throws Exception {
        Served somebody = new Served(
                Optional.of(A), 1, 1, TokenUsage.of(100, 20), 120, 600_000, List.of(), Optional.empty(), true);
        Served nobody = Served.nobody(1);

        assertThat(unanswered(200, "ok", somebody)).contains(0);
        assertThat(unanswered(200, "client-left", somebody)).contains(0);
        assertThat(unanswered(200, "broken", somebody)).contains(1);
        assertThat(unanswered(429, "UpstreamThrottled", nobody)).contains(1);
        assertThat(unanswered(502, "UpstreamFailed", nobody)).contains(1);
        assertThat(unanswered(408, "DeadlineExceeded", nobody))
                .as("as Bedrock says it")
                .contains(1);
        assertThat(unanswered(200, "UpstreamFailed", nobody))
                .as("after a keep-alive")
                .contains(1);
        assertThat(unanswered(429, "RateLimited", nobody)).isEmpty();
        assertThat(unanswered(400, "BudgetSpent", nobody)).isEmpty();
        assertThat(unanswered(400, "InvalidRequest", nobody)).isEmpty();
        assertThat(unanswered(404, "ModelNotFound", nobody)).isEmpty();
    }

    @Test
    void a_closed_quota_is_counted_and_no_other_change_of_a_target() throws Exception {
        for (String change : List.of("ejected", "quarantined", "probed", "answered", "readmitted", "reset")) {
            metrics.accept(new GatewayEvent.TargetChanged("health", NOW, A.label(), change, Optional.empty(), "why"));
        }
        assertThat(lines()).isEmpty();

        metrics.accept(new GatewayEvent.TargetChanged(
                "health", NOW, "111111111111/us-east-1", "quota-closed", Optional.of(NOW), "QuotaSpent"));

        assertThat(lines()).singleElement().satisfies(line -> {
            assertThat(line.path("ClosedQuotas").asInt()).isEqualTo(1);
            assertThat(line.toString()).doesNotContain("111111111111");
        });
    }

    @Test
    void a_defect_that_its_request_survives_is_counted_and_misses_no_objective() throws Exception {
        metrics.accept(GatewayEvent.Defect.survived("r1", NOW, Optional.of(SEARCH), new IllegalStateException()));
        assertThat(lines()).isEmpty();
        metrics.accept(new GatewayEvent.Defect("r1", NOW, Optional.of(SEARCH), new IllegalStateException()));
        assertThat(lines()).singleElement().satisfies(line -> {
            assertThat(line.path("Defects").toString()).isIn("2", "[1,1]");
            assertThat(line.path("Unanswered").toString()).isEqualTo("1");
        });
    }

    @Test
    void a_refused_guardrail_is_counted_on_the_line_of_its_request() throws Exception {
        metrics.accept(new GatewayEvent.GuardrailRefused("r1", NOW, SEARCH, A, "no-advice", "deleted"));
        assertThat(lines()).isEmpty();
        metrics.accept(new GatewayEvent.AdmittedLocally("r1", NOW, SEARCH));
        metrics.accept(new GatewayEvent.Defect("r1", NOW, Optional.of(SEARCH), new IllegalStateException()));
        assertThat(lines())
                .anySatisfy(line ->
                        assertThat(line.path("RefusedGuardrails").asInt()).isEqualTo(1));
    }

    @Test
    void an_answered_request_is_one_line_written_when_it_ends() throws Exception {
        metrics.accept(attempt(A, "Answered"));
        metrics.accept(new GatewayEvent.QuotaUsed("r1", NOW, SEARCH, 125_000));
        assertThat(lines()).isEmpty();

        metrics.accept(answered("r1", SONNET));

        assertThat(lines()).singleElement().isEqualTo(JSON.readTree("""
                {"_aws":{"Timestamp":1795342500125,"CloudWatchMetrics":[
                  {"Namespace":"Breakwater",
                   "Dimensions":[["Environment"],["Environment","Tenant"],["Environment","Model"]],
                   "Metrics":[{"Name":"Requests","Unit":"Count"},{"Name":"Answers","Unit":"Count"},
                    {"Name":"Tokens","Unit":"Count"},{"Name":"MicroUsd","Unit":"None"},
                    {"Name":"FirstTokenMillis","Unit":"Milliseconds"}]},
                  {"Namespace":"Breakwater","Dimensions":[["Environment"],["Environment","Model"]],
                   "Metrics":[{"Name":"Fallbacks","Unit":"Count"}]},
                  {"Namespace":"Breakwater",
                   "Dimensions":[["Environment"],["Environment","Shard"],["Environment","Region"],
                    ["Environment","Outcome"]],
                   "Metrics":[{"Name":"Attempts","Unit":"Count"}]},
                  {"Namespace":"Breakwater",
                   "Dimensions":[["Environment"],["Environment","Shard"],["Environment","Region"]],
                   "Metrics":[{"Name":"Throttles","Unit":"Count"}]},
                  {"Namespace":"Breakwater","Dimensions":[["Environment"],["Environment","Tenant"]],
                   "Metrics":[{"Name":"QuotaUsed","Unit":"None"}]},
                  {"Namespace":"Breakwater","Dimensions":[["Environment"]],
                   "Metrics":[{"Name":"Unanswered","Unit":"Count"}]}]},
                 "Environment":"dev","Tenant":"search","Model":"claude-sonnet","Shard":"a","Region":"us-east-1",
                 "Outcome":"Answered","Requests":1,"Answers":1,"Fallbacks":0,"Attempts":1,"Throttles":0,
                 "QuotaUsed":0.125000,"Tokens":120,"MicroUsd":600,"FirstTokenMillis":240,"Unanswered":0}
                """));
    }

    @Test
    void a_call_to_another_shard_is_a_line_of_its_own_and_nothing_is_counted_twice() throws Exception {
        metrics.accept(attempt(A, "Throttled"));
        metrics.accept(attempt(A, "Throttled"));
        metrics.accept(attempt(B, "Answered"));
        metrics.accept(answered("r1", SONNET));

        assertThat(lines()).hasSize(2);
        assertThat(lines().getFirst().path("Shard").asText()).isEqualTo("a");
        assertThat(lines().getFirst().path("Attempts").asInt()).isEqualTo(2);
        assertThat(lines().getFirst().path("Throttles").asInt()).isEqualTo(2);
        assertThat(lines().getLast().path("Shard").asText()).isEqualTo("b");
        assertThat(lines().getLast().path("Attempts").asInt()).isEqualTo(1);
        assertThat(lines().getLast().has("Requests")).isFalse();
    }

    @Test
    void a_model_name_that_a_client_made_up_is_no_dimension() throws Exception {
        metrics.accept(ended("r1", new Alias("made-up"), "ModelNotFound", Optional.empty(), Served.nobody(0)));

        assertThat(written.toString(StandardCharsets.UTF_8)).doesNotContain("made-up", "Model\"");
        assertThat(lines().getFirst().path("Reason").asText()).isEqualTo("ModelNotFound");
    }

    @Test
    void requests_at_the_same_time_are_kept_apart() throws Exception {
        metrics.accept(attempt(A, "Answered"));
        metrics.accept(answered("r2", SONNET));
        assertThat(lines())
                .singleElement()
                .satisfies(line -> assertThat(line.has("Attempts")).isFalse());

        metrics.accept(answered("r1", SONNET));
        assertThat(lines().getLast().path("Attempts").asInt()).isEqualTo(1);
    }

    @Test
    void a_tenant_that_is_not_among_those_named_is_measured_with_all_others_and_not_by_itself() throws Exception {
        MeasuredTenants tenants = new MeasuredTenants();
        RequestMetrics some = new EmbeddedMetrics("dev", new PrintStream(written, true, StandardCharsets.UTF_8))
                .requests(Set.of(SONNET), tenants, troubles::add);
        tenants.are(Optional.of(Set.of(new TenantId("busiest"))));

        some.accept(new GatewayEvent.QuotaUsed("r1", NOW, SEARCH, 500_000));
        some.accept(new GatewayEvent.LimitOverlooked("r1", NOW, SEARCH, "requestsPerMinute"));
        some.accept(answered("r1", SONNET));
        assertThat(lines()).isNotEmpty().allSatisfy(line -> {
            assertThat(line.toString()).doesNotContain("search").doesNotContain("\"Tenant\"");
            assertThat(line.has("QuotaUsed"))
                    .as("the shares of many tenants mean nothing together")
                    .isFalse();
        });
        assertThat(lines()).anySatisfy(line -> {
            assertThat(line.path("Requests").asInt()).isEqualTo(1);
            assertThat(line.path("Model").asText()).isEqualTo(SONNET.value());
        });

        written.reset();
        tenants.are(Optional.of(Set.of(SEARCH)));
        some.accept(answered("r2", SONNET));
        assertThat(lines())
                .anySatisfy(line -> assertThat(line.path("Tenant").asText()).isEqualTo("search"));

        written.reset();
        tenants.are(Optional.empty());
        some.accept(answered("r3", SONNET));
        assertThat(lines())
                .anySatisfy(line -> assertThat(line.path("Tenant").asText()).isEqualTo("search"));
    }

    @Test
    void requests_that_never_end_are_written_when_too_many_wait() throws Exception {
        for (int request = 0; request < RequestMetrics.MOST_WAITING + 2; request++) {
            metrics.accept(new GatewayEvent.StoreFailed("r" + request, NOW, SEARCH, "T#search", "time-out"));
        }
        assertThat(lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.path("StoreErrors").asInt()).isEqualTo(1));
    }

    @Test
    void a_failure_to_measure_is_reported_and_does_not_reach_the_request() {
        PrintStream broken = new PrintStream(written) {
            @Override
            public void println(Object line) {
                throw new IllegalStateException("no standard output");
            }
        };
        new EmbeddedMetrics("dev", broken)
                .requests(Set.of(SONNET), troubles::add)
                .accept(answered("r1", SONNET));
        assertThat(troubles)
                .singleElement()
                .satisfies(trouble -> assertThat(trouble).hasMessage("no standard output"));
    }
}
