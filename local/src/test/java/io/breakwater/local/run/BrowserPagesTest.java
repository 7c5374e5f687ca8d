package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What browsers send and check before they let a page call and read, over a socket.
@Timeout(60)
class BrowserPagesTest {
    private static final String APP = "https://app.example.com";
    private static final String LAPTOP = "http://localhost:3000";
    private static final String OTHER = "https://evil.example";
    private static LiveRun run;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        run = LiveRun.start(Files.writeString(
                folder.resolve("pages.yaml"),
                Files.readString(LiveRun.resource("plain.yaml")) + "\ncors: { origins: [" + APP + ", \"" + LAPTOP
                        + "\"] }\n"));
    }

    @AfterAll
    static void stop() throws Exception {
        run.close();
    }

    private static HttpResponse<String> preflight(LiveRun asked, String path, String origin) throws Exception {
        return asked.http.send(
                HttpRequest.newBuilder(URI.create(asked.gateway() + path))
                        .header("origin", origin)
                        .header("access-control-request-method", "POST")
                        .header("access-control-request-headers", "authorization,content-type,x-stainless-lang")
                        .method("OPTIONS", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> call(String origin, String method, String path, String key, String body)
            throws Exception {
        return run.http.send(
                HttpRequest.newBuilder(URI.create(run.gateway() + path))
                        .header("origin", origin)
                        .header("authorization", "Bearer " + key)
                        .header("content-type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static Optional<String> allowed(HttpResponse<String> answer) {
        return answer.headers().firstValue("access-control-allow-origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/chat/completions",
                "/openai/v1/chat/completions",
                "/chat/completions",
                "/model/claude/converse-stream",
                "/openai/deployments/claude/chat/completions",
                "/v1/models",
                "/v1/usage",
                "/healthz"
            })
    void a_preflight_is_answered_without_a_key(String path) throws Exception {
        for (String page : new String[] {APP, LAPTOP}) {
            HttpResponse<String> answer = preflight(run, path, page);

            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.body()).isEmpty();
            assertThat(allowed(answer)).contains(page);
            assertThat(answer.headers().firstValue("vary")).contains("Origin");
            assertThat(answer.headers().firstValue("access-control-allow-headers"))
                    .contains("authorization, *");
            assertThat(answer.headers().firstValue("access-control-allow-methods"))
                    .contains("GET, HEAD, POST, DELETE");
        }
    }

    @Test
    void a_page_that_is_not_named_is_allowed_nothing() throws Exception {
        assertThat(allowed(preflight(run, "/v1/chat/completions", OTHER))).isEmpty();
        HttpResponse<String> models = call(OTHER, "GET", "/v1/models", run.key("search"), "");
        assertThat(models.statusCode()).isEqualTo(200);
        assertThat(allowed(models)).isEmpty();
        assertThat(models.headers().firstValue("vary")).contains("Origin");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/chat/completions, false, 200",
        "POST, /v1/chat/completions, true, 200",
        "GET, /v1/models, false, 200",
        "GET, /v1/usage, false, 200",
        "GET, /v1/nothing, false, 404",
        "GET, /v1/chat/completions, false, 405",
    })
    void a_page_that_is_named_reads_answers_streams_and_errors(String method, String path, boolean stream, int status)
            throws Exception {
        String body = "{\"model\":\"claude\",\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
        HttpResponse<String> answer = call(LAPTOP, method, path, run.key("search"), body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(allowed(answer)).contains(LAPTOP);
        assertThat(answer.headers().allValues("vary")).containsExactly("Origin");
        assertThat(answer.headers().firstValue("access-control-expose-headers")).contains("*");
    }

    /// The front says it with `*`: in AWS this answer cannot differ by page.
    @Test
    void a_page_reads_that_its_key_is_wrong_and_that_the_gateway_lives() throws Exception {
        HttpResponse<String> refused = call(APP, "GET", "/v1/models", "wrong", "");
        HttpResponse<String> healthy = call(APP, "GET", "/healthz", "none", "");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(allowed(refused)).contains("*");
        assertThat(healthy.statusCode()).isEqualTo(200);
        assertThat(allowed(healthy)).contains("*");
    }

    @Test
    void no_page_reads_what_operators_are_answered() throws Exception {
        HttpResponse<String> tenants = call(APP, "GET", "/admin/tenants", run.adminToken(), "");

        assertThat(tenants.statusCode()).isEqualTo(200);
        assertThat(allowed(tenants)).isEmpty();
        assertThat(preflight(run, "/admin/tenants", APP).statusCode()).isEqualTo(404);
    }

    @Test
    void without_the_setting_a_preflight_is_a_call_without_a_key_and_answers_allow_nothing() throws Exception {
        try (LiveRun closed = LiveRun.start("plain.yaml")) {
            HttpResponse<String> refused = preflight(closed, "/v1/chat/completions", APP);

            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
        }
    }
}
