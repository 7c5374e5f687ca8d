package io.breakwater.adapters.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpResponse;

class ErrorBodyTest {
    private final ErrorBody errors = new ErrorBody(new ObjectMapper());

    private UpstreamError read(SdkHttpResponse.Builder head, String body) throws IOException {
        return errors.read(
                head.statusCode(400).build(), new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static SdkHttpResponse.Builder typed(String type) {
        return SdkHttpResponse.builder().putHeader("x-amzn-ErrorType", type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ThrottlingException",
                "ThrottlingException:http://internal.amazon.com/coral/com.amazon.bedrock/",
                "com.amazon.bedrock#ThrottlingException",
                "com.amazon.bedrock#ThrottlingException:http://internal/"
            })
    void the_type_is_the_simple_name_whatever_surrounds_it(String type) throws IOException {
        assertThat(read(typed(type), "{\"message\":\"slow down\"}"))
                .isEqualTo(
                        new UpstreamError(400, "ThrottlingException", "slow down", Optional.empty(), Optional.empty()));
        assertThat(read(SdkHttpResponse.builder(), "{\"__type\":\"" + type + "\",\"Message\":\"slow down\"}")
                        .type())
                .isEqualTo("ThrottlingException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>502</html>", "null", "[]", "7", "{\"message\":null}", "{", "\"text\""})
    void a_body_of_another_form_leaves_the_status_to_decide(String body) throws IOException {
        assertThat(read(SdkHttpResponse.builder(), body))
                .isEqualTo(new UpstreamError(400, "", "", Optional.empty(), Optional.empty()));
    }

    @Test
    void an_error_that_quotes_a_long_request_keeps_its_code_and_the_beginning_of_its_words() throws IOException {
        String body = "{\"error\":{\"message\":\"" + "x".repeat(200_000) + "\",\"code\":\"invalid_value\"}}";
        UpstreamError error = read(SdkHttpResponse.builder(), body);

        assertThat(error.type()).isEqualTo("invalid_value");
        assertThat(error.message()).hasSize(64 * 1024);
    }

    @Test
    void the_models_own_status_and_the_wait_are_read() throws IOException {
        UpstreamError error = read(
                typed("ModelErrorException").putHeader("Retry-After", "7"),
                "{\"message\":\"x\",\"originalStatusCode\":422}");

        assertThat(error.originalStatus()).contains(422);
        assertThat(error.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999", "Wed, 21 Oct 2026 07:28:00 GMT", "٣"})
    void a_wait_of_another_form_is_none(String header) throws IOException {
        assertThat(read(typed("X").putHeader("Retry-After", header), "{}").retryAfter())
                .isEmpty();
    }

    @Test
    void an_exception_inside_a_stream_is_named_like_the_one_by_http() {
        UpstreamError error =
                errors.read("throttlingException", "{\"message\":\"x\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(error.type()).isEqualTo("ThrottlingException");
        assertThat(error.message()).isEqualTo("x");
        assertThat(errors.read("", new byte[0]).type()).isEmpty();
    }
}
