package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What coding agents in Bedrock mode request before their first call.
@Timeout(60)
class InferenceProfilesTest {
    private static final String CLAUDE = "us.anthropic.claude-sonnet-4-6";

    private LiveRun run;

    @BeforeEach
    void start() throws Exception {
        run = LiveRun.start("plain.yaml");
    }

    @AfterEach
    void stop() throws Exception {
        run.close();
    }

    private HttpResponse<String> get(String tenant, String path) throws Exception {
        return run.http.send(
                HttpRequest.newBuilder(URI.create(run.gateway() + path))
                        .header("Authorization", "Bearer " + run.key(tenant))
                        .build(),
                BodyHandlers.ofString());
    }

    private List<JsonNode> listed(String tenant, String query) throws Exception {
        return LiveRun.json(get(tenant, "/inference-profiles" + query))
                .path("inferenceProfileSummaries")
                .valueStream()
                .toList();
    }

    @Test
    void the_profiles_that_are_listed_are_those_that_the_key_may_ask_for() throws Exception {
        List<String> ids = listed("search", "?maxResults=100&type=SYSTEM_DEFINED").stream()
                .map(profile -> profile.path("inferenceProfileId").asText())
                .toList();

        assertThat(ids).contains(CLAUDE).isSorted();
        for (String id : ids) {
            HttpResponse<String> asked = run.post(
                    "search",
                    "/model/" + id + "/converse",
                    "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hello\"}]}]}");
            assertThat(asked.statusCode()).as(id + asked.body()).isEqualTo(200);
        }
        List<String> names = LiveRun.json(get("search", "/v1/models"))
                .path("data")
                .valueStream()
                .map(model -> model.path("id").asText())
                .toList();
        assertThat(names).containsAll(ids);
    }

    @Test
    void a_profile_is_found_by_its_id_and_by_its_arn_and_tells_no_account() throws Exception {
        JsonNode byId = LiveRun.json(get("search", "/inference-profiles/" + CLAUDE));
        String arn = byId.path("inferenceProfileArn").asText();

        assertThat(arn).matches("arn:aws:bedrock:[a-z0-9-]+:0{12}:inference-profile/" + CLAUDE);
        assertThat(byId.path("models").findValuesAsText("modelArn"))
                .isNotEmpty()
                .allMatch(model -> model.matches("arn:aws:bedrock:us-[a-z0-9-]+::foundation-model/anthropic\\..*"));
        assertThat(LiveRun.json(get("search", "/inference-profiles/" + arn.replace("/", "%2F"))))
                .isEqualTo(byId);
    }

    @Test
    void application_profiles_there_are_none_and_strangers_see_nothing() throws Exception {
        assertThat(listed("search", "?type=APPLICATION")).isEmpty();
        assertThat(get("search", "/inference-profiles/eu.nobody.model").statusCode())
                .isEqualTo(404);
        HttpResponse<String> stranger = run.http.send(
                HttpRequest.newBuilder(URI.create(run.gateway() + "/inference-profiles"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(stranger.statusCode()).isIn(401, 403);
    }

    @Test
    void tokens_of_converse_and_of_an_invoked_body_are_counted_by_bedrock_and_no_model_is_called() throws Exception {
        String converse = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hello\"}]}]}";
        String invoked =
                "{\"anthropic_version\":\"bedrock-2023-05-31\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
        String base64 = Base64.getEncoder().encodeToString(invoked.getBytes(StandardCharsets.UTF_8));

        HttpResponse<String> first = counted("{\"input\":{\"converse\":" + converse + "}}");
        HttpResponse<String> second = counted("{\"input\":{\"invokeModel\":{\"body\":\"" + base64 + "\"}}}");

        for (HttpResponse<String> answer : List.of(first, second)) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(LiveRun.json(answer).path("inputTokens").asLong()).isPositive();
            assertThat(LiveRun.header(answer, "x-breakwater-token-count")).isEqualTo("bedrock");
        }
        assertThat(run.invocations())
                .extracting(call -> call.path("operation").asText())
                .containsExactly("CountTokens", "CountTokens");
    }

    @Test
    void what_cannot_be_counted_is_named_in_awss_shape() throws Exception {
        for (String body : List.of(
                "{}",
                "{\"input\":{\"invokeModel\":{\"body\":\"%%%\"}}}",
                "{\"input\":{\"invokeModel\":{\"body\":\"e30=\"}}}")) {
            HttpResponse<String> refused = counted(body);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
            assertThat(LiveRun.header(refused, "x-amzn-errortype")).isEqualTo("ValidationException");
        }
        String forClaude = Base64.getEncoder()
                .encodeToString("{\"anthropic_version\":\"x\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"
                        .getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> toNova = run.post(
                "search", "/model/nova/count-tokens", "{\"input\":{\"invokeModel\":{\"body\":\"" + forClaude + "\"}}}");
        assertThat(toNova.statusCode()).isEqualTo(400);
        assertThat(LiveRun.json(toNova).path("message").asText()).contains("none of the models of this name");
    }

    private HttpResponse<String> counted(String body) throws Exception {
        return run.post("search", "/model/claude/count-tokens", body);
    }
}
