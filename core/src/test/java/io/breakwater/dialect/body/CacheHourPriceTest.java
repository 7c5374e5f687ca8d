package io.breakwater.dialect.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.dialect.Samples;
import io.breakwater.model.Price;
import io.breakwater.model.TokenUsage;
import org.junit.jupiter.api.Test;

/// Writing to the prompt cache for an hour costs more than writing for five minutes.
class CacheHourPriceTest {
    private static final Price SONNET = new Price(3_000_000, 15_000_000, 300_000, 3_750_000);

    @Test
    void each_token_written_costs_what_its_time_costs() {
        assertThat(SONNET.nanoUsd(new TokenUsage(0, 0, 0, 1_000_000))).isEqualTo(3_750_000_000L);
        assertThat(SONNET.nanoUsd(new TokenUsage(0, 0, 0, 1_000_000, 1_000_000)))
                .isEqualTo(6_000_000_000L);
        assertThat(SONNET.nanoUsd(new TokenUsage(0, 0, 0, 1_000_000, 400_000)))
                .isEqualTo(4 * 600_000_000L + 6 * 375_000_000L);
        assertThatThrownBy(() -> new TokenUsage(0, 0, 0, 1, 2)).hasMessageContaining("2 cannot be kept");
    }

    @Test
    void bedrock_says_for_how_long_it_was_written() throws Exception {
        assertThat(usage("""
                {"usage":{"inputTokens":1,"outputTokens":2,"cacheWriteInputTokens":30,
                 "cacheDetails":[{"ttl":"5m","inputTokens":10},{"ttl":"1h","inputTokens":20}]}}""")).isEqualTo(new TokenUsage(1, 2, 0, 30, 20));
        assertThat(usage("""
                {"usage":{"cacheWriteInputTokens":30,"cacheDetails":[{"ttl":"1h","inputTokens":90}]}}""")).as("never more than was written").isEqualTo(new TokenUsage(0, 0, 0, 30, 30));
        assertThat(usage("{\"usage\":{\"cacheWriteInputTokens\":30}}")).isEqualTo(new TokenUsage(0, 0, 0, 30));
    }

    @Test
    void claudes_own_answers_say_for_how_long_it_was_written_too() throws Exception {
        JsonNode answer = new ObjectMapper().readTree("""
                {"usage":{"input_tokens":1,"output_tokens":2,"cache_creation_input_tokens":30,
                 "cache_creation":{"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":20}}}""");
        assertThat(MessagesUsage.of(answer)).isEqualTo(new TokenUsage(1, 2, 0, 30, 20));
    }

    @Test
    void who_asks_for_an_hour_reserves_its_price() {
        assertThat(SONNET.ceilingNanoUsd(1_000_000, 0, false)).isEqualTo(3_750_000_000L);
        assertThat(SONNET.ceilingNanoUsd(1_000_000, 0, true)).isEqualTo(6_000_000_000L);
        assertThat(cachesForHours("{\"system\":[{\"text\":\"s\",\"cache_control\":{\"ttl\":\"1h\"}}]}"))
                .isTrue();
        assertThat(cachesForHours("{\"system\":[{\"text\":\"s\",\"cache_control\":{\"ttl\":\"5m\"}}]}"))
                .isFalse();
        assertThat(ConverseBody.of(
                                Samples.json(
                                        "{\"system\":[{\"text\":\"s\"},{\"cachePoint\":{\"type\":\"default\",\"ttl\":\"1h\"}}]}"))
                        .cachesForHours())
                .isTrue();
    }

    private static boolean cachesForHours(String messages) {
        return MessagesBody.of(Samples.json(messages)).cachesForHours();
    }

    private static TokenUsage usage(String answer) throws Exception {
        return ConverseBody.usageIn(new ObjectMapper().readTree(answer));
    }
}
