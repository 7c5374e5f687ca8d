package io.breakwater.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A request that is refused before anything is prepared for it has a log line too, which says why and
/// repeats nothing of the body.
class RefusedLineTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST | /v1/nothing          | {}                                                               | 404 | there is no such path
            GET  | /v1/chat/completions |                                                                  | 405 | answers POST only
            POST | /v1/chat/completions | {"secret                                                         | 400 | the request's body is refused as a whole
            POST | /v1/chat/completions | {"model":"sonnet","messages":"secret"}                           | 400 | the request's 'messages' is refused
            POST | /v1/chat/completions | {"model":"sonnet","messages":[{"role":"secret","content":"x"}]}  | 400 | the request's 'messages[0].role' is refused
            POST | /v1/chat/completions | {"model":"nobody","messages":[{"role":"user","content":"secret"}]} | 404 | the model does not exist
            """)
    void a_refusal_before_preparation_says_why(String method, String path, String body, int status, String reason)
            throws Exception {
        MeasuredRouter router = new MeasuredRouter();

        assertThat(router.send("search", method, path, body == null ? "" : body))
                .isEqualTo(status);

        JsonNode line = router.lines(router.log()).stream()
                .filter(one -> one.path("event").asText().equals("RequestEnded"))
                .findFirst()
                .orElseThrow();
        assertThat(line.path("reason").asText()).contains(reason);
        assertThat(router.log()).doesNotContain("secret");
    }
}
