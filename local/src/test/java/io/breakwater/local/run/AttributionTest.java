package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What Bedrock, and with it the bill, is told about the caller.
@Timeout(60)
class AttributionTest {

    @Test
    void bedrock_is_told_the_tenant_by_the_sessions_name_and_in_the_requests_metadata() throws Exception {
        try (LiveRun run = LiveRun.start("plain.yaml")) {
            for (String tenant : List.of("search", "drift", "search")) {
                assertThat(run.chat(tenant, "claude", "hello").statusCode()).isEqualTo(200);
            }

            assertThat(run.invocations())
                    .extracting(
                            call -> call.path("requestMetadata").path("tenant").asText())
                    .containsExactly("search", "drift", "search");
            assertThat(run.invocations())
                    .extracting(AttributionTest::session)
                    .containsExactly("search", "drift", "search");
        }
    }

    /// With this, `costAttribution` also tells tenants apart by application inference profile.
    private static Path attributed(Path folder) throws Exception {
        Path file = folder.resolve("test.yaml");
        return Files.writeString(file, Files.readString(LiveRun.resource("plain.yaml")) + "\ncostAttribution: true\n");
    }

    @Test
    void with_cost_attribution_a_tenant_calls_its_own_profile_of_that_account_and_region(@TempDir Path folder)
            throws Exception {
        try (LiveRun run = LiveRun.start(attributed(folder))) {
            for (int call = 0; call < 8; call++) {
                for (String tenant : List.of("search", "drift")) {
                    HttpResponse<String> answer = run.chat(tenant, "claude", "hello");
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(LiveRun.header(answer, "x-breakwater-model")).isEqualTo("anthropic.claude-sonnet-4-6");
                }
            }

            Map<String, Set<String>> calledAs = new TreeMap<>();
            for (JsonNode call : run.invocations()) {
                String arn = call.path("calledAs").asText();
                assertThat(arn)
                        .startsWith("arn:aws:bedrock:%s:%s:application-inference-profile/"
                                .formatted(
                                        call.path("region").asText(),
                                        call.path("accountId").asText()));
                assertThat(call.path("profile").asText())
                        .as("whose quota it draws on")
                        .isEqualTo("us.anthropic.claude-sonnet-4-6");
                calledAs.computeIfAbsent(arn, _ -> new TreeSet<>()).add(session(call));
            }
            assertThat(calledAs.values())
                    .as("two tenants in two accounts")
                    .hasSize(4)
                    .allSatisfy(tenants -> assertThat(tenants).hasSize(1));
        }
    }

    @Test
    void a_tenant_that_operators_have_applied_calls_the_profile_that_such_tenants_share(@TempDir Path folder)
            throws Exception {
        try (LiveRun run = LiveRun.start(attributed(folder))) {
            run.admin("PUT", "tenants/newcomer", "{\"plan\": \"wide\", \"models\": [\"claude\"]}");
            String key = LiveRun.json(run.admin("POST", "tenants/newcomer/keys", ""))
                    .path("secret")
                    .asText();
            HttpResponse<String> answer = run.http.send(
                    HttpRequest.newBuilder(URI.create(run.gateway() + "/v1/chat/completions"))
                            .header("authorization", "Bearer " + key)
                            .header("content-type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(LiveRun.chatBody("claude", "hello", false)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            run.chat("search", "claude", "hello");

            assertThat(run.invocations()).extracting(AttributionTest::session).containsExactly("newcomer", "search");
            assertThat(run.invocations())
                    .extracting(call -> call.path("calledAs").asText())
                    .allMatch(arn -> arn.contains(":application-inference-profile/"))
                    .doesNotHaveDuplicates();
        }
    }

    private static String session(JsonNode call) {
        String arn = call.path("identity").path("arn").asText();
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
