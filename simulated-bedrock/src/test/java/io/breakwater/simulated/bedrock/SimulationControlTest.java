package io.breakwater.simulated.bedrock;

import static io.breakwater.simulated.bedrock.Fixture.ACCOUNT_A;
import static io.breakwater.simulated.bedrock.Fixture.SONNET;
import static io.breakwater.simulated.bedrock.Fixture.asking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.breakwater.simulated.bedrock.quota.QuotaRule;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;

class SimulationControlTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final Fixture fixture = Fixture.with(new QuotaRule(null, "us-east-1", null, 2, 0));
    private final BedrockRuntimeClient client = fixture.client();

    @AfterEach
    void stop() {
        client.close();
        fixture.close();
    }

    private JsonNode get(String path) throws Exception {
        return MAPPER.readTree(fixture.control("GET", path, "").body());
    }

    @Test
    void the_log_tells_everything_about_a_call_but_its_prompt() throws Exception {
        client.converse(asking("confidential").toBuilder()
                .requestMetadata(Map.of("tenant", "search"))
                .build());
        JsonNode call = get("invocations").get(0);

        assertThat(call.path("timestamp").asText()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(call.path("accountId").asText()).isEqualTo(ACCOUNT_A);
        assertThat(call.path("region").asText()).isEqualTo("us-east-1");
        assertThat(call.path("inferenceRegion").asText()).startsWith("us-");
        assertThat(call.path("modelId").asText()).isEqualTo(Fixture.SONNET_MODEL);
        assertThat(call.path("profile").asText()).isEqualTo(SONNET);
        assertThat(call.path("operation").asText()).isEqualTo("Converse");
        assertThat(call.path("status").asInt()).isEqualTo(200);
        assertThat(call.path("input").path("inputTokenCount").asInt()).isEqualTo(3);
        assertThat(call.path("stopReason").asText()).isEqualTo("end_turn");
        assertThat(call.path("requestMetadata").path("tenant").asText()).isEqualTo("search");
        assertThat(call.path("identity").path("arn").asText()).contains(ACCOUNT_A);
        assertThat(call.toString()).doesNotContain("confidential");
    }

    @Test
    void the_log_is_filtered_by_index_time_and_place() throws Exception {
        client.converse(asking("one"));
        fixture.now.updateAndGet(now -> now.plusSeconds(10));
        try (BedrockRuntimeClient west = fixture.client(ACCOUNT_A, Region.US_WEST_2)) {
            west.converse(asking("two"));
        }

        assertThat(get("invocations")).hasSize(2);
        assertThat(get("invocations?since=1")).hasSize(1);
        assertThat(get("invocations?since=2026-03-01T12:00:10Z")).hasSize(1);
        assertThat(get("invocations?region=us-west-2").get(0).path("index").asInt())
                .isEqualTo(1);
        assertThat(get("invocations?account=222222222222")).isEmpty();
        assertThat(get("invocations?profile=" + SONNET)).hasSize(2);
        assertThat(fixture.control("GET", "invocations?tenant=a", "").body()).contains("tenant is not known");
        assertThat(fixture.control("GET", "invocations?since=yesterday", "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void reset_forgets_calls_pools_and_faults() throws Exception {
        fixture.fault("[{\"fault\":\"unavailable\",\"after\":3}]");
        client.converse(asking("one"));
        client.converse(asking("two"));
        assertThatThrownBy(() -> client.converse(asking("three"))).isInstanceOf(ThrottlingException.class);

        fixture.control("POST", "reset", "");

        assertThat(get("invocations")).isEmpty();
        assertThat(get("faults")).isEmpty();
        client.converse(asking("four"));
        assertThat(get("pools").path("pools").get(0).path("requestsLeft").asInt())
                .isEqualTo(1);
    }

    @Test
    void faults_are_added_listed_and_cleared() throws Exception {
        fixture.fault("[{\"fault\":\"throttle\",\"match\":{\"profile\":\"" + SONNET + "\"},\"for\":\"30s\"}]");
        fixture.fault("[{\"fault\":\"reset\"}]");
        assertThat(get("faults")).hasSize(2);

        assertThat(fixture.control("DELETE", "faults", "").statusCode()).isEqualTo(200);
        assertThat(get("faults")).isEmpty();
    }

    @Test
    void bad_control_json_is_refused_with_the_offending_key_and_adds_nothing() throws Exception {
        HttpResponse<String> unknown =
                fixture.control("POST", "faults", "[{\"fault\":\"throttle\"},{\"fault\":\"throttle\",\"untill\":1}]");
        HttpResponse<String> broken = fixture.control("POST", "faults", "[{");

        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("[1].untill is not known");
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(get("faults")).isEmpty();
    }

    @Test
    void it_is_healthy_and_knows_nothing_else() {
        assertThat(fixture.control("GET", "healthz", "").statusCode()).isEqualTo(200);
        assertThat(fixture.control("GET", "prompts", "").statusCode()).isEqualTo(404);
        assertThat(fixture.raw("/elsewhere", "").statusCode()).isEqualTo(404);
    }

    @Test
    void an_unexpected_failure_is_answered_500_and_reported() {
        try (SimulatedBedrock broken = SimulatedBedrock.start(
                Fixture.settings(),
                Fixture.loopback(0),
                () -> {
                    throw new IllegalStateException("the clock stopped");
                },
                Thread::sleep,
                fixture.problems::add)) {
            var request = HttpRequest.newBuilder(broken.endpoint().resolve("/_sim/pools"))
                    .build();

            assertThat(Fixture.send(request).statusCode()).isEqualTo(500);
            assertThat(fixture.problems).singleElement().asString().contains("the clock stopped", "GET /_sim/pools");
        }
    }

    @Test
    void only_this_machine_may_call() {
        InetSocketAddress everywhere = new InetSocketAddress(0);

        assertThatThrownBy(() ->
                        SimulatedBedrock.start(Fixture.settings(), everywhere, () -> Fixture.START, Thread::sleep))
                .hasMessageContaining("use 127.0.0.1");
    }
}
