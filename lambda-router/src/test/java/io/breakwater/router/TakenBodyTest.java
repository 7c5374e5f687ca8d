package io.breakwater.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.dialect.RequestBody;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// While a model answers, which may take minutes, nothing keeps the bytes of its request.
class TakenBodyTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/chat/completions   | {"model":"sonnet","messages":[{"role":"user","content":"hello"}]}
            /model/sonnet/converse | {"messages":[{"role":"user","content":[{"text":"hello"}]}]}
            """)
    void a_body_is_taken_before_the_model_is_called(String path, String text) throws Exception {
        RequestBody body = RequestBody.of(text.getBytes(StandardCharsets.UTF_8));
        AtomicBoolean kept = new AtomicBoolean(true);
        MeasuredRouter router = new MeasuredRouter().then(() -> {
            kept.set(isKept(body));
            return MeasuredRouter.whole("hi");
        });

        assertThat(router.send("search", "POST", path, body)).isEqualTo(200);
        assertThat(kept).isFalse();
    }

    @Test
    void who_is_refused_before_the_body_is_read_learns_it_all_the_same() throws Exception {
        RequestBody body = RequestBody.of("{}".getBytes(StandardCharsets.UTF_8));

        assertThat(new MeasuredRouter().send("search", "POST", "/v1/nothing", body))
                .isEqualTo(404);
        assertThat(isKept(body)).isTrue();
    }

    private static boolean isKept(RequestBody body) {
        try {
            body.take();
            return true;
        } catch (NullPointerException taken) {
            return false;
        }
    }
}
