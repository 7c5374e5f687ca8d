package io.breakwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.RealTime;
import io.breakwater.identity.ApiKey;
import io.breakwater.lambda.FakeCloudFormation;
import io.breakwater.lambda.ManagedRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The control functions under AWS's own runtime interface client, created by their class names and
/// their environment variables: AWS's code reads the events and writes the answers.
@EnabledOnOs(OS.LINUX)
class ManagedControlTest {
    private static final ObjectMapper JSON = new ObjectMapper();

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

    private ManagedRuntime function(Class<?> handler) throws IOException {
        Map<String, String> variables = new HashMap<>();
        variables.put("AWS_ENDPOINT_URL", aws.endpoint().toString());
        variables.put("BREAKWATER_PEPPER_SECRET", "arn:pepper");
        for (String table : new String[] {"KEYS", "QUOTA", "HEALTH", "TENANTS", "CONFIGURED"}) {
            variables.put("BREAKWATER_" + table + "_TABLE", table);
        }
        return ManagedRuntime.of(handler, task, variables);
    }

    @Test
    void the_authorizer_lets_a_key_in_and_says_unauthorized_of_another_in_the_word_that_api_gateway_reads()
            throws Exception {
        ApiKey key = aws.keyIn("KEYS");
        try (ManagedRuntime authorizer = function(AuthorizerHandler.class)) {
            JsonNode policy = authorizer.answer(presenting(key.text()));
            assertThat(policy.path("principalId").asText()).isEqualTo("search");
            assertThat(policy.at("/policyDocument/Statement/0/Effect").asText()).isEqualTo("Allow");
            assertThat(policy.path("usageIdentifierKey").asText()).isEqualTo("abcdefghijklmnopqrst");
            assertThat(policy.at("/context/tenant").asText()).isEqualTo("search");
            assertThat(authorizer.invoke(presenting("bw_dev_nobodys")))
                    .isEqualTo(new ManagedRuntime.Failed("Unauthorized", UnauthorizedException.class.getName()));
            assertThat(authorizer
                            .answer(presenting(key.text()))
                            .path("principalId")
                            .asText())
                    .as("after a refusal")
                    .isEqualTo("search");
        }
    }

    @RealTime
    @Test
    void operators_read_the_drains_and_nobody_does_without_a_signature() throws Exception {
        try (ManagedRuntime admin = function(AdminHandler.class)) {
            JsonNode answer = admin.answer(asking("drains", "{\"userArn\": \"arn:aws:iam::123456789012:user/ann\"}"));
            assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
            assertThat(answer.at("/headers/x-request-id").asText()).isEqualTo("r1");
            assertThat(JSON.readTree(answer.path("body").asText()).path("drains"))
                    .isEmpty();
            assertThat(admin.answer(asking("drains", "{}")).path("statusCode").asInt())
                    .isEqualTo(403);
        }
    }

    @RealTime
    @Test
    void the_sweeper_counts_what_it_healed() throws Exception {
        try (ManagedRuntime sweeper = function(SweeperHandler.class)) {
            assertThat(sweeper.answer("{\"source\": \"aws.events\", \"detail\": {}}"))
                    .isEqualTo(JSON.readTree("{\"healed\": 0, \"failed\": 0}"));
        }
    }

    @RealTime
    @Test
    void the_use_of_a_tenant_that_is_gone_is_nobodys() throws Exception {
        try (ManagedRuntime usage = function(UsageHandler.class)) {
            JsonNode answer = usage.answer("{\"requestContext\": {\"requestId\": \"r1\", \"authorizer\":"
                    + " {\"tenant\": \"gone\", \"keyId\": \"abcdefghijkl\", \"integrationLatency\": 3}}}");
            assertThat(answer.path("statusCode").asInt()).isEqualTo(403);
            assertThat(answer.at("/headers/x-request-id").asText()).isEqualTo("r1");
        }
    }

    @Test
    void custom_resources_answer_cloudformation_at_its_own_address() throws Exception {
        for (Class<?> handler : new Class<?>[] {ProvisionerHandler.class, CarrierHandler.class}) {
            try (FakeCloudFormation cloudFormation = new FakeCloudFormation();
                    ManagedRuntime function = function(handler)) {
                function.invoke(cloudFormation.json("Delete", "Own", "{\"ApiKeys\": {}, \"Tags\": {}}"));
                assertThat(cloudFormation.answers)
                        .as(handler + ": " + function.output())
                        .singleElement()
                        .satisfies(answer ->
                                assertThat(answer.path("Status").asText()).isEqualTo("SUCCESS"));
            }
        }
    }

    @Test
    void a_function_without_a_variable_that_it_needs_does_not_start_and_says_which() throws Exception {
        try (ManagedRuntime sweeper = ManagedRuntime.of(SweeperHandler.class, task, Map.of())) {
            assertThat(sweeper.invoke("{}"))
                    .isInstanceOfSatisfying(
                            ManagedRuntime.Failed.class,
                            failed -> assertThat(failed.message()).contains("BREAKWATER_"));
        }
    }

    /// The event that API Gateway sends to a REQUEST authorizer, with members that its library does not
    /// know.
    private static String presenting(String key) {
        return """
                {"version": "1.0", "type": "REQUEST", "resource": "/{proxy+}", "path": "/v1/models", "httpMethod": "GET",
                 "methodArn": "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/dev/GET/v1/models",
                 "headers": {"x-api-key": "%s"}, "queryStringParameters": null, "stageVariables": {},
                 "requestContext": {"requestId": "r1", "stage": "dev", "requestTimeEpoch": 1767225600000,
                   "identity": {"sourceIp": "203.0.113.7"}}}""".formatted(key);
    }

    private static String asking(String path, String identity) {
        return """
                {"resource": "/admin/{proxy+}", "path": "/admin/%1$s", "httpMethod": "GET", "headers": null, "body": null,
                 "pathParameters": {"proxy": "%1$s"}, "isBase64Encoded": false,
                 "requestContext": {"requestId": "r1", "identity": %2$s}}""".formatted(path, identity);
    }
}
