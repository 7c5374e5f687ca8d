package io.breakwater.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.breakwater.dialect.json.BodyGate;
import io.breakwater.dialect.json.JsonLimits;
import io.breakwater.dialect.openai.OpenAiDialect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What reading a body of 4.4 MB takes of the heap beside the body itself, in bytes that are ever allocated.
class LargeBodyTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Dialect OPENAI = new OpenAiDialect(new BodyGate(JsonLimits.DEFAULT.withBodyBytes(4_500_000)));

    enum Content {
        /// One copy of the text.
        PROMPT(11, "\"" + "Some words of a prompt. ".repeat(180_000) + "\""),
        /// One copy of the URL, one of the picture within it.
        PICTURE(
                21,
                "[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64," + base64(3_300_000)
                        + "\"}}]"),
        /// One copy of each text, and about a kilobyte for each part's place in two trees.
        MESSAGES(25, "[" + text(800) + ("," + text(800)).repeat(5_000) + "]");

        private final int tenths;
        private final String body;

        /// @param tenths of the body's size that may be allocated
        Content(int tenths, String json) {
            this.tenths = tenths;
            this.body = "{\"model\":\"sonnet\",\"messages\":[{\"role\":\"user\",\"content\":%s}]}".formatted(json);
        }

        private static String base64(int bytes) {
            byte[] picture = new byte[bytes];
            new SplittableRandom(1).nextBytes(picture);
            return Base64.getEncoder().encodeToString(picture);
        }

        private static String text(int chars) {
            return "{\"type\":\"text\",\"text\":\"" + "x".repeat(chars) + "\"}";
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_large_body_is_copied_as_often_as_it_must_be(Content content) {
        byte[] body = content.body.getBytes(StandardCharsets.UTF_8);
        decode(body);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Decoded decoded = decode(body);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(decoded).isInstanceOf(Decoded.Call.class);
        assertThat(allocated).isLessThan(body.length * (long) content.tenths / 10);
    }

    private static Decoded decode(byte[] body) {
        return OPENAI.decode(
                new ApiRequest("POST", "/v1/chat/completions", Map.of("content-type", "application/json"), body));
    }
}
