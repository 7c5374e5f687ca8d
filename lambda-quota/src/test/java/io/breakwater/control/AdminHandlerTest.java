package io.breakwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.RequestIdentity;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The admin function as Lambda makes it, except for the place of AWS; tests of the embedded run show
/// what it does.
class AdminHandlerTest {
    private static final String OPERATOR = "arn:aws:sts::123456789012:assumed-role/operators/eve";

    @TempDir
    private Path task;

    private FakeAws aws;
    private AdminHandler admin;

    @BeforeEach
    void a_deployment_of_dev() throws IOException {
        aws = FakeAws.ofDev(task);
        admin = new AdminHandler(DeployedControl.start(
                Map.of(
                        "LAMBDA_TASK_ROOT", task.toString(),
                        "BREAKWATER_KEYS_TABLE", "keys",
                        "BREAKWATER_QUOTA_TABLE", "quota",
                        "BREAKWATER_HEALTH_TABLE", "health",
                        "BREAKWATER_TENANTS_TABLE", "tenants",
                        "BREAKWATER_CONFIGURED_TABLE", "configured",
                        "BREAKWATER_PEPPER_SECRET", "arn:pepper"),
                aws.clients()));
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private static APIGatewayProxyRequestEvent get(String path) {
        ProxyRequestContext context = new ProxyRequestContext()
                .withRequestId("request-1")
                .withIdentity(new RequestIdentity().withUserArn(OPERATOR));
        return new APIGatewayProxyRequestEvent()
                .withHttpMethod("GET")
                .withPathParameters(Map.of("proxy", path))
                .withRequestContext(context);
    }

    @Test
    void an_operator_whom_iam_names_reads_what_is_drained_from_its_table() {
        aws.items.put("health/drains", """
                {"pk": {"S": "drains"}, "d#a": {"M": {"by": {"S": "bob"}, "since": {"S": "2026-03-01T12:00:00Z"}}}}""");

        APIGatewayProxyResponseEvent answer = admin.answer(get("drains"));

        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(200);
        assertThat(answer.getBody()).contains("\"name\":\"a\"", "\"by\":\"bob\"");
        assertThat(answer.getHeaders()).containsEntry("x-request-id", "request-1");
    }

    /// Neither a direct invocation, nor an authorizer's context, nor a header makes its caller an
    /// operator.
    @Test
    void without_iams_word_nobody_is_an_operator_whatever_the_event_says() {
        APIGatewayProxyRequestEvent nameless = get("drains");
        nameless.getRequestContext().setIdentity(new RequestIdentity().withUserArn(" "));
        nameless.getRequestContext().setAuthorizer(Map.of("tenant", "search", "userArn", OPERATOR));
        nameless.setHeaders(Map.of("x-amzn-userarn", OPERATOR));
        APIGatewayProxyRequestEvent bare = get("drains");
        bare.setRequestContext(null);

        assertThat(admin.answer(nameless).getStatusCode()).isEqualTo(403);
        assertThat(admin.answer(bare).getStatusCode()).isEqualTo(403);
        assertThat(admin.answer(new APIGatewayProxyRequestEvent()).getStatusCode())
                .isEqualTo(403);
    }

    @Test
    void a_store_that_fails_is_a_500_with_the_request_id_and_no_insides() {
        APIGatewayProxyResponseEvent answer = admin.answer(get("tenants"));

        assertThat(answer.getStatusCode()).isEqualTo(500);
        assertThat(answer.getBody()).contains("request-1").doesNotContain("Exception", "not served");
    }

    @Test
    void while_the_ledger_cannot_be_read_targets_are_shown_with_what_is_known_of_them() throws Exception {
        aws.closedTables.add("quota");
        aws.items.put("health/drains", """
                {"pk": {"S": "drains"}, "d#a": {"M": {"by": {"S": "bob"}, "since": {"S": "2026-03-01T12:00:00Z"}}}}""");

        APIGatewayProxyResponseEvent answer = admin.answer(get("targets"));

        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(200);
        JsonNode targets = new ObjectMapper().readTree(answer.getBody()).path("targets");
        assertThat(targets).hasSizeGreaterThan(2).allSatisfy(target -> {
            assertThat(target.path("headroom").isNull()).isTrue();
            assertThat(target.path("headroomUnknown").asText()).contains("cannot be read");
            assertThat(target.path("state").asText())
                    .isEqualTo(target.path("shard").asText().equals("a") ? "drained" : "ready");
        });
        assertThat(aws.refused).as("nobody waits for each of them").hasSize(2);
    }

    @Test
    void while_health_cannot_be_read_targets_are_shown_with_what_is_left_of_their_quotas() throws Exception {
        aws.closedTables.add("health");

        APIGatewayProxyResponseEvent answer = admin.answer(get("targets"));

        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(200);
        JsonNode targets = new ObjectMapper().readTree(answer.getBody()).path("targets");
        assertThat(targets).hasSizeGreaterThan(2).allSatisfy(target -> {
            assertThat(target.path("state").asText()).isEqualTo("unknown");
            assertThat(target.path("stateUnknown").asText()).contains("health table cannot be read");
            assertThat(target.has("headroomUnknown")).isFalse();
        });
    }

    @Test
    void bodies_that_are_too_large_or_no_json_are_refused() {
        assertThat(admin.answer(get("drains").withBody("x".repeat(20_000))).getStatusCode())
                .isEqualTo(413);
        assertThat(admin.answer(get("drains").withBody("[1]")).getStatusCode()).isEqualTo(400);
        assertThat(admin.answer(get("drains").withBody("%%").withIsBase64Encoded(true))
                        .getStatusCode())
                .isEqualTo(400);
    }
}
