package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same API under each base URL that clients are given.
@Timeout(60)
class BaseUrlTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static LiveRun run;

    @BeforeAll
    static void start() throws Exception {
        run = LiveRun.start("plain.yaml");
    }

    @AfterAll
    static void stop() throws Exception {
        run.close();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(run.gateway() + path))
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + run.key("search"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "", "/openai/v1", "/v1/v1", "//v1", "/v1/"})
    void models_are_listed_and_a_chat_is_answered(String base) throws Exception {
        HttpResponse<String> models =
                CLIENT.send(request(base + "/models").GET().build(), BodyHandlers.ofString());
        HttpResponse<String> chat = CLIENT.send(
                request(base + "/chat/completions")
                        .POST(BodyPublishers.ofString("""
                                {"model":"claude","messages":[{"role":"user","content":"hello"}]}"""))
                        .build(),
                BodyHandlers.ofString());

        assertThat(models.statusCode()).isEqualTo(200);
        assertThat(models.body()).contains("\"claude\"");
        assertThat(chat.statusCode()).isEqualTo(200);
        assertThat(chat.body()).contains("heard");
    }
}
