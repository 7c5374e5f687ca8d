package io.breakwater.simulated.bedrock;

import static io.breakwater.simulated.bedrock.Fixture.SONNET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the control plane says about models and profiles, in lists and one by one.
@Timeout(60)
class ControlPlaneTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Fixture fixture = Fixture.started();

    @AfterEach
    void stop() {
        fixture.close();
    }

    private HttpResponse<String> got(String path) {
        return Fixture.send(HttpRequest.newBuilder(fixture.signed(path, ""), (_, _) -> true)
                .GET()
                .build());
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = got(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {SONNET, "arn:aws:bedrock:us-east-1:111111111111:inference-profile/" + SONNET})
    void a_profile_is_told_by_its_id_or_its_arn_as_in_the_list(String called) throws Exception {
        JsonNode profile = json("/inference-profiles/" + URLEncoder.encode(called, StandardCharsets.UTF_8));

        assertThat(json("/inference-profiles").path("inferenceProfileSummaries"))
                .contains(profile);
        assertThat(profile.path("models")).hasSize(3);
        assertThat(profile.path("type").asText()).isEqualTo("SYSTEM_DEFINED");
    }

    @Test
    void a_model_is_told_by_its_id_with_where_it_stands_in_its_life() throws Exception {
        JsonNode model = json("/foundation-models/" + Fixture.SONNET_MODEL).path("modelDetails");

        assertThat(json("/foundation-models").path("modelSummaries")).contains(model);
        assertThat(model.at("/modelLifecycle/status").asText()).isEqualTo("ACTIVE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/inference-profiles/apac.anthropic.claude-sonnet-4-6", "/foundation-models/no-such"})
    void what_is_not_there_is_not_found(String path) {
        HttpResponse<String> answer = got(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("ResourceNotFoundException");
    }
}
