package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The paths and methods that clients try, over a socket: Azure's, the older ones, and those that do not exist.
@Timeout(60)
class PathsTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String CHAT = "{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    private static LiveRun run;

    @BeforeAll
    static void start() throws Exception {
        run = LiveRun.start("plain.yaml");
    }

    @AfterAll
    static void stop() throws Exception {
        run.close();
    }

    /// The key is sent in the header that Azure's clients use.
    private static HttpResponse<String> send(String method, String path, String body) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(run.gateway() + path))
                        .header("content-type", "application/json")
                        .header("api-key", run.key("search"))
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openai", "/v1/openai", "/openai/openai", "", "/v1"})
    void azures_clients_find_the_model_of_their_path(String base) throws Exception {
        HttpResponse<String> chat =
                send("POST", base + "/deployments/claude/chat/completions?api-version=2024-10-21", CHAT);
        HttpResponse<String> models = send("GET", base + "/models?api-version=2024-10-21", "");

        assertThat(chat.statusCode()).as(chat.body()).isEqualTo(200);
        assertThat(LiveRun.json(chat).path("object").asText()).isEqualTo("chat.completion");
        assertThat(models.statusCode()).isEqualTo(200);
        assertThat(models.body()).contains("\"claude\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "", "/openai/v1", "/openai/deployments/claude"})
    void a_completion_of_one_text_is_answered_whole_and_streamed(String base) throws Exception {
        String body = "{\"model\":\"claude\",\"prompt\":[\"hello\"],\"stream\":%s}";
        HttpResponse<String> whole = send("POST", base + "/completions", body.formatted(false));
        HttpResponse<String> streamed = send("POST", base + "/completions", body.formatted(true));

        assertThat(whole.statusCode()).as(whole.body()).isEqualTo(200);
        assertThat(LiveRun.json(whole).path("object").asText()).isEqualTo("text_completion");
        assertThat(LiveRun.json(whole).at("/choices/0/text").asText()).isNotEmpty();
        assertThat(streamed.body()).contains("\"object\":\"text_completion\"").endsWith("data: [DONE]\n\n");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/chat/completion, 404, POST /v1/chat/completions",
        "POST, /v1/files, 404, send a file part",
        "DELETE, /v1/models, 405, 'GET, HEAD only, got ''DELETE'''",
        "GET, /v1/chat/completions, 405, 'POST only, got ''GET'''",
    })
    void openais_clients_are_told_what_to_call(String method, String path, int status, String told) throws Exception {
        HttpResponse<String> answer = send(method, path, "");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(LiveRun.json(answer).at("/error/message").asText()).contains(told);
        assertThat(LiveRun.json(answer).at("/error/code").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /inference-profiles/us.anthropic.nobody, 404, ResourceNotFoundException, the nearest name you may use is",
        "POST, /inference-profiles, 405, UnknownOperationException, GET",
        "GET, /foundation-models, 404, UnknownOperationException, control plane",
        "POST, /guardrail/abc/version/1/apply, 404, UnknownOperationException, control plane",
        "POST, /model/claude/invoke, 400, ValidationException, with anthropic_version",
        "GET, /model/claude/converse, 405, UnknownOperationException, POST only",
        "POST, /model/claud/converse, 404, ResourceNotFoundException, the nearest name you may use is 'claude'",
    })
    void awss_clients_are_told_in_their_own_shape(String method, String path, int status, String type, String told)
            throws Exception {
        HttpResponse<String> answer =
                send(method, path, "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hello\"}]}]}");
        JsonNode body = LiveRun.json(answer);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("x-amzn-errortype")).contains(type);
        assertThat(body.path("__type").asText()).isEqualTo(type);
        assertThat(body.path("message").asText()).contains(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/messages/batches", "/anthropic/v1/messages/batches?beta=true", "/anthropic/v1/files"})
    void anthropics_clients_are_told_in_their_own_shape(String path) throws Exception {
        HttpResponse<String> answer = send("POST", path, "{}");
        JsonNode body = LiveRun.json(answer);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(body.path("type").asText()).isEqualTo("error");
        assertThat(body.at("/error/type").asText()).isEqualTo("not_found_error");
        assertThat(body.at("/error/message").asText()).contains("POST /v1/messages");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/v1/models/claude", "/v1/usage", "/healthz", "/api/hello"})
    void a_head_is_a_get_without_its_body(String path) throws Exception {
        HttpResponse<String> head = send("HEAD", path, "");
        HttpResponse<String> get = send("GET", path, "");

        assertThat(head.statusCode()).isEqualTo(get.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("content-type"))
                .isEqualTo(get.headers().firstValue("content-type"));
    }

    @Test
    void an_unknown_model_is_named_with_the_nearest_one() throws Exception {
        HttpResponse<String> answer = send(
                "POST",
                "/v1/chat/completions",
                "{\"model\":\"claud\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(LiveRun.json(answer).at("/error/message").asText())
                .contains("'claud'", "the nearest name you may use is 'claude'");
    }
}
