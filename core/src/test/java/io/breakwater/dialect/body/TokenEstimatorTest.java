package io.breakwater.dialect.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.dialect.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenEstimatorTest {

    private static long estimate(String converse) {
        return TokenEstimator.inputTokens(Samples.json(converse));
    }

    private static long content(String blocks) {
        return estimate("{\"messages\":[{\"role\":\"user\",\"content\":[" + blocks + "]}]}");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "3,1", "4,2", "7,2", "8,3", "35,10", "3500000000,1000000000"})
    void text_is_bytes_divided_by_three_and_a_half_rounded_up(long bytes, long tokens) {
        assertThat(TokenEstimator.tokensOfText(bytes)).isEqualTo(tokens);
    }

    @Test
    void a_message_costs_its_text_and_four() {
        assertThat(content("{\"text\":\"" + "x".repeat(35) + "\"}")).isEqualTo(10 + 4);
    }

    @Test
    void text_beyond_ascii_counts_by_its_bytes() {
        assertThat(content("{\"text\":\"" + "漢".repeat(7) + "\"}")).isEqualTo(21 * 2 / 7 + 4);
        assertThat(content("{\"text\":\"" + "😀".repeat(7) + "\"}")).isEqualTo(28 * 2 / 7 + 4);
        assertThat(content("{\"text\":\"" + "é".repeat(7) + "\"}")).isEqualTo(14 * 2 / 7 + 4);
    }

    @Test
    void system_tools_schemas_and_results_are_text() {
        String seven = "\"1234567\"";
        assertThat(estimate("{\"system\":[{\"text\":" + seven + "}]}")).isEqualTo(2);
        assertThat(estimate("{\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"name\":" + seven + "}}]}}"))
                .isEqualTo(2);
        assertThat(estimate("{\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"inputSchema\":{\"json\":{\"a\":1}}}}]}}"))
                .isEqualTo(TokenEstimator.tokensOfText("{\"json\":{\"a\":1}}".length()));
        assertThat(content("{\"toolResult\":{\"content\":[{\"text\":" + seven + "}]}}"))
                .isEqualTo(2 + 4);
        assertThat(content("{\"toolUse\":{\"input\":{\"ab\":1}}}")).isEqualTo(3 + 4);
    }

    @Test
    void an_image_costs_the_same_whatever_its_bytes() {
        String image = "{\"image\":{\"format\":\"png\",\"source\":{\"bytes\":\"" + "A".repeat(4_000) + "\"}}}";
        assertThat(content(image)).isEqualTo(1_600 + 4);
        assertThat(content("{\"toolResult\":{\"content\":[" + image + "]}}")).isEqualTo(1_600 + 4);
    }

    @Test
    void a_document_costs_by_its_size_and_a_text_file_by_its_text() {
        String pdf = "{\"document\":{\"format\":\"%s\",\"source\":{\"bytes\":\"%s\"}}}";
        assertThat(content(pdf.formatted("pdf", "AAAA"))).isEqualTo(3_000 + 4);
        assertThat(content(pdf.formatted("pdf", "A".repeat(100_001)))).isEqualTo(6_000 + 4);
        assertThat(content(pdf.formatted("txt", "A".repeat(28)))).isEqualTo(6 + 4);
    }

    @Test
    void a_tool_argument_named_image_is_text() {
        assertThat(content("{\"toolUse\":{\"input\":{\"image\":{}}}}")).isLessThan(20);
    }

    @Test
    void a_longer_prompt_never_costs_less() {
        long before = 0;
        for (int length = 0; length < 200; length++) {
            long now = content("{\"text\":\"" + "x".repeat(length) + "\"}");
            assertThat(now).isGreaterThanOrEqualTo(before);
            before = now;
        }
    }
}
