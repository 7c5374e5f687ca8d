package io.breakwater.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.identity.ApiKey;
import io.breakwater.identity.Caller;
import io.breakwater.model.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The handlers as Lambda makes them, except for the place of AWS.
class DeployedControlTest {

    @TempDir
    private Path task;

    private FakeAws aws;

    @BeforeEach
    void a_deployment_of_dev() throws IOException {
        aws = FakeAws.ofDev(task);
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private DeployedControl control(Map<String, String> own) {
        Map<String, String> variables = new HashMap<>(own);
        variables.put("LAMBDA_TASK_ROOT", task.toString());
        return DeployedControl.start(variables, aws.clients());
    }

    @Test
    void the_authorizer_has_read_a_key_that_nobody_has_before_the_first_call() {
        authorizer();

        assertThat(aws.asked).containsExactly("K#warm-up");
    }

    @Test
    void a_key_costs_one_read_with_two_tenants_and_with_ten_thousand() {
        for (int tenants : new int[] {2, 10_000}) {
            ApiKey key = aws.keyIn("keys");
            for (int number = 0; number < tenants; number++) {
                aws.items.put("configured/T#t" + number, "{}");
                aws.items.put("keys/K#key%09d".formatted(number), "{}");
            }
            AuthorizerHandler authorizer = authorizer();
            aws.asked.clear();

            authorizer.authorize(presenting(key.text()));

            assertThat(aws.asked).containsExactly("K#" + key.keyId());
        }
    }

    @Test
    void an_authorizer_that_starts_while_the_table_cannot_be_read_answers_when_it_can() {
        ApiKey key = aws.keyIn("keys");
        aws.tablesClosed = true;
        AuthorizerHandler authorizer = authorizer();
        aws.tablesClosed = false;

        assertThat(authorizer.authorize(presenting(key.text())).getPrincipalId())
                .isEqualTo("search");
    }

    /// The state that the previous deploy leaves: keys' records without an issue time and a term,
    /// tenants in the packaged file, and no table of the file's tenants.
    @Test
    void a_key_of_the_deploy_before_is_accepted_while_there_is_no_table_of_tenants() {
        aws.closedTables.addAll(Set.of("configured", "tenants"));
        ApiKey key = aws.keyIn("keys");

        assertThat(authorizer().authorize(presenting(key.text())).getPrincipalId())
                .isEqualTo("search");
        assertThat(aws.refused).isEmpty();
    }

    private AuthorizerHandler authorizer() {
        return new AuthorizerHandler(
                control(Map.of("BREAKWATER_KEYS_TABLE", "keys", "BREAKWATER_PEPPER_SECRET", "arn:pepper")));
    }

    @Test
    void the_authorizer_lets_in_the_key_whose_hash_is_in_the_table() {
        ApiKey key = aws.keyIn("keys");
        AuthorizerHandler authorizer = authorizer();

        assertThat(authorizer.authorize(presenting(key.text())).getPrincipalId())
                .isEqualTo("search");
        assertThatThrownBy(() -> authorizer.authorize(presenting(
                        ApiKey.generate("dev", RandomGenerator.getDefault()).text())))
                .isInstanceOf(UnauthorizedException.class);
    }

    @Test
    void where_answers_are_cached_the_authorizer_looks_at_one_header_only() throws IOException {
        Files.writeString(
                task.resolve("config/environment.yaml"),
                Files.readString(FakeAws.SHIPPED.resolve("dev.yaml")) + "authorizerCacheSeconds: 60\n");
        ApiKey key = aws.keyIn("keys");
        AuthorizerHandler authorizer = authorizer();

        assertThat(authorizer
                        .authorize(presenting("authorization", "Bearer " + key.text()))
                        .getPrincipalId())
                .isEqualTo("search");
        assertThatThrownBy(() -> authorizer.authorize(presenting(key.text())))
                .isInstanceOf(UnauthorizedException.class);
    }

    private static APIGatewayCustomAuthorizerEvent presenting(String key) {
        return presenting("x-api-key", key);
    }

    private static APIGatewayCustomAuthorizerEvent presenting(String header, String value) {
        return APIGatewayCustomAuthorizerEvent.builder()
                .withMethodArn("arn:aws:execute-api:us-east-1:123456789012:api/dev/GET/v1/models")
                .withPath("/v1/models")
                .withHeaders(Map.of(header, value))
                .build();
    }

    @Test
    void the_usage_report_reads_the_ledger_of_the_callers_tenant() throws Exception {
        aws.items.put("quota/T#search", """
                {"pk": {"S": "T#search"}, "tR": {"N": "4000000000000000000"}}""");
        aws.items.put("configured/T#search", """
                {"pk": {"S": "T#search"}, "entry": {"S": "{\\"id\\":\\"search\\",\\"plan\\":\\"standard\\",\\"models\\":[\\"*\\"]}"}}""");
        aws.items.put("configured/PLANS", """
                {"pk": {"S": "PLANS"}, "plans": {"S": "{\\"plans\\":{\\"standard\\":{\\"requestsPerMinute\\":60}}}"}}""");
        UsageHandler usage = new UsageHandler(control(Map.of(
                "BREAKWATER_QUOTA_TABLE", "quota",
                "BREAKWATER_CONFIGURED_TABLE", "configured",
                "BREAKWATER_TENANTS_TABLE", "tenants")));
        ProxyRequestContext context = new ProxyRequestContext();
        context.setAuthorizer(new Caller(new TenantId("search"), "abcdefghijkl", Set.of()).context());

        APIGatewayProxyResponseEvent answer =
                usage.answer(new APIGatewayProxyRequestEvent().withRequestContext(context));

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(new ObjectMapper()
                        .readTree(answer.getBody())
                        .at("/requestsPerMinute/remaining")
                        .asInt(-1))
                .as("what remains of a bucket that is full for decades")
                .isZero();
    }

    @Test
    void a_function_without_its_variable_does_not_start_and_says_which() {
        assertThatThrownBy(() -> new AuthorizerHandler(control(Map.of("BREAKWATER_KEYS_TABLE", "keys"))))
                .hasMessageContaining("BREAKWATER_PEPPER_SECRET");
        assertThatThrownBy(() -> new UsageHandler(control(
                        Map.of("BREAKWATER_CONFIGURED_TABLE", "configured", "BREAKWATER_TENANTS_TABLE", "tenants"))))
                .hasMessageContaining("BREAKWATER_QUOTA_TABLE");
        assertThatThrownBy(() -> DeployedControl.start(Map.of())).hasMessageContaining("LAMBDA_TASK_ROOT");
    }
}
