package io.breakwater.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.breakwater.Sample;
import io.breakwater.dialect.bedrock.BedrockDialect;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.dialect.json.JsonLimits;
import io.breakwater.dialect.openai.OpenAiDialect;
import io.breakwater.model.AppliedGuardrail;
import io.breakwater.model.Guardrail;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How much of the heap is allocated in total to read a body of 4.4 MB, in bytes beyond the body
/// itself, by the first large body that a copy of the gateway reads after a small one (the warm-up
/// reads one), when hardly any code is compiled. Interpreted code allocates as much, so a warm copy
/// needs no more.
class LargeBodyTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Dialect OPENAI = new OpenAiDialect(new BodyGate(JsonLimits.DEFAULT.withBodyBytes(4_500_000)));

    private static final Target TARGET =
            Sample.target("a", Sample.EAST, Sample.SONNET_US).target();
    private static final AppliedGuardrail GUARDRAIL = AppliedGuardrail.asSet(
            Sample.guardrail("no-advice", Map.of(Sample.place(TARGET), new Guardrail.Copy("gr1", "1"))));

    private static final Dialect BEDROCK =
            new BedrockDialect(new BodyGate(JsonLimits.DEFAULT.withBodyBytes(4_500_000)));

    enum Content {
        /// One copy of the text.
        PROMPT(11, 180_000, words -> "\"" + "Some words of a prompt. ".repeat(words) + "\""),
        /// One copy of the URL, one of the picture within it.
        PICTURE(
                21,
                3_300_000,
                bytes -> "[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64," + base64(bytes)
                        + "\"}}]"),
        /// One copy of each text, and about 1,300 bytes for each part's place in two trees.
        MESSAGES(27, 5_000, parts -> "[" + text(800) + ("," + text(800)).repeat(parts) + "]");

        private final int tenths;
        private final int large;

        @SuppressWarnings("ImmutableEnumChecker") // a function of what it is given
        private final IntFunction<String> json;

        /// @param tenths how many tenths of the body's size may be allocated
        /// @param large how many repetitions make 4.4 MB
        Content(int tenths, int large, IntFunction<String> json) {
            this.tenths = tenths;
            this.large = large;
            this.json = json;
        }

        byte[] body(int size) {
            return "{\"model\":\"sonnet\",\"messages\":[{\"role\":\"user\",\"content\":%s}]}"
                    .formatted(json.apply(size))
                    .getBytes(StandardCharsets.UTF_8);
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
        byte[] body = content.body(content.large);
        decode(content.body(3));
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Decoded decoded = decode(body);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(decoded).isInstanceOf(Decoded.Call.class);
        assertThat(allocated).isLessThan(body.length * (long) content.tenths / 10);
    }

    /// An attempt adds its bound, the tenant's name and the guardrail to the body.
    @ParameterizedTest
    @EnumSource
    void an_attempt_allocates_nothing_of_the_prompt(Content content) {
        Decoded decoded = decode(content.body(content.large));
        ModelBody body =
                ((BodyChoice.Spoken) ((Decoded.Call) decoded).call().bodies().of(Sample.SONNET_CARD)).body();
        attempt(body);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        ModelBody sent = attempt(body);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(sent.json().path("messages")).isSameAs(body.json().path("messages"));
        assertThat(allocated).isLessThan(50_000);
    }

    private static ModelBody attempt(ModelBody body) {
        return body.bounded(1_000, new TenantId("search")).guarded(GUARDRAIL, TARGET, false);
    }

    /// One copy of each text: whatever Bedrock takes in the client's form is kept as it was read.
    enum Native {
        PROMPT(11, 180_000, words -> "{\"text\":\"" + "Some words of a prompt. ".repeat(words) + "\"}"),
        PICTURE(
                11,
                3_300_000,
                bytes -> "{\"text\":\"a\"},{\"image\":{\"format\":\"png\",\"source\":{\"bytes\":\""
                        + Content.base64(bytes) + "\"}}}"),
        /// In addition, about 750 bytes for each block's place in the tree and in the reader's path.
        BLOCKS(22, 5_000, blocks -> block(800) + ("," + block(800)).repeat(blocks));

        private final int tenths;
        private final int large;

        @SuppressWarnings("ImmutableEnumChecker") // a function of what it is given
        private final IntFunction<String> blocks;

        Native(int tenths, int large, IntFunction<String> blocks) {
            this.tenths = tenths;
            this.large = large;
            this.blocks = blocks;
        }

        byte[] body(int size) {
            return "{\"messages\":[{\"role\":\"user\",\"content\":[%s]}]}"
                    .formatted(blocks.apply(size))
                    .getBytes(StandardCharsets.UTF_8);
        }

        private static String block(int chars) {
            return "{\"text\":\"" + "x".repeat(chars) + "\"}";
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_large_converse_body_is_copied_once(Native content) {
        byte[] body = content.body(content.large);
        decodeNative(content.body(3));
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Decoded decoded = decodeNative(body);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(decoded).isInstanceOf(Decoded.Call.class);
        assertThat(allocated).isLessThan(body.length * (long) content.tenths / 10);
    }

    private static Decoded decodeNative(byte[] body) {
        return BEDROCK.decode(
                new ApiRequest("POST", "/model/sonnet/converse", Map.of("content-type", "application/json"), body));
    }

    private static Decoded decode(byte[] body) {
        return OPENAI.decode(
                new ApiRequest("POST", "/v1/chat/completions", Map.of("content-type", "application/json"), body));
    }
}
