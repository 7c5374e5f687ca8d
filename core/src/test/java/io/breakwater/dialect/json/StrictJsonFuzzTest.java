package io.breakwater.dialect.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.breakwater.Depth;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Texts are read directly from a body's bytes; a general reader, which copies all of them, must give
/// the same result.
class StrictJsonFuzzTest {
    private static final int CASES = Integer.getInteger("breakwater.jsonCases", Depth.of(20_000));
    private static final JsonLimits LIMITS = JsonLimits.DEFAULT;
    private static final ObjectMapper GENERAL = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final SplittableRandom random = new SplittableRandom(20_261_128);

    @Test
    void what_is_read_from_bytes_is_what_a_general_reader_reads() {
        int read = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] body = RandomJson.object(random);
            byte[] sent = random.nextInt(3) == 0 ? damaged(body) : body;
            Optional<String> expected = generally(sent);
            read += expected.isPresent() ? 1 : 0;
            assertThat(strictly(sent))
                    .as(() -> "case of " + new String(sent, StandardCharsets.UTF_8))
                    .isEqualTo(expected);
        }
        assertThat(read).as("bodies that are JSON").isBetween(CASES / 2, CASES * 9 / 10);
    }

    private static Optional<String> strictly(byte[] body) {
        return switch (StrictJson.parse(body, LIMITS)) {
            case Parsed.Json json -> Optional.of(json.object().toString());
            case Parsed.Problem _ -> Optional.empty();
        };
    }

    private static Optional<String> generally(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            JsonNode tree = GENERAL.readTree(text);
            return Optional.of(tree)
                    .filter(JsonNode::isObject)
                    .map(JsonNode::toString)
                    .filter(StrictJsonFuzzTest::isText);
        } catch (CharacterCodingException | JsonProcessingException refused) {
            return Optional.empty();
        }
    }

    private static boolean isText(String json) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(json);
    }

    /// The body with one byte changed, removed, doubled or inserted, or with its end cut off.
    private byte[] damaged(byte[] body) {
        int at = random.nextInt(body.length);
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        damaged.write(body, 0, at);
        switch (random.nextInt(5)) {
            case 0 -> damaged.write(random.nextInt(256));
            case 1 -> {
                damaged.write(body[at]);
                damaged.write(body[at]);
            }
            case 2 -> {
                damaged.write("\"\\,:{}[]\u0000\n u0".charAt(random.nextInt(13)));
                damaged.write(body[at]);
            }
            case 3 -> {
                return damaged.toByteArray();
            }
            default -> {}
        }
        damaged.write(body, at + 1, body.length - at - 1);
        return damaged.toByteArray();
    }
}
