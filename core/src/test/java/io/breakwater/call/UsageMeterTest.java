package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.MessagesBody;
import io.breakwater.model.TokenUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an incomplete stream costs.
class UsageMeterTest {
    private static final String START = "{\"message\":{\"usage\":{\"input_tokens\":3,\"output_tokens\":1,"
            + "\"cache_read_input_tokens\":5,\"cache_creation_input_tokens\":7,"
            + "\"cache_creation\":{\"ephemeral_1h_input_tokens\":4}}}}";

    private final UsageMeter meter = new UsageMeter(MessagesBody.of(Samples.json("{\"messages\":[]}")), 999);

    private void sees(String type, String payload) {
        meter.see(Samples.event(type, payload));
    }

    @Test
    void messages_that_break_cost_the_input_that_they_told_and_the_text_that_was_seen() {
        sees("message_start", START);
        assertThat(meter.usage()).isEqualTo(new TokenUsage(3, 1, 5, 7, 4));

        sees("content_block_delta", "{\"delta\":{\"text\":\"" + "x".repeat(70) + "\"}}");
        assertThat(meter.exact()).isFalse();
        assertThat(meter.usage()).isEqualTo(new TokenUsage(3, 20, 5, 7, 4));

        sees("message_delta", "{\"usage\":{\"output_tokens\":18}}");
        assertThat(meter.exact()).isTrue();
        assertThat(meter.usage()).isEqualTo(new TokenUsage(3, 18, 5, 7, 4));
    }

    @Test
    void those_that_told_nothing_cost_the_estimate() {
        sees("content_block_delta", "{\"delta\":{\"text\":\"" + "x".repeat(70) + "\"}}");

        assertThat(meter.usage()).isEqualTo(TokenUsage.of(999, 20));
    }

    @Test
    void claude_that_thinks_unseen_may_have_written_more_than_was_seen_until_it_reports() {
        UsageMeter thinking = new UsageMeter(
                MessagesBody.of(
                        Samples.json("{\"messages\":[],\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"}}")),
                999);
        thinking.see(Samples.event("message_start", START));
        assertThat(thinking.hidesOutput()).isTrue();

        thinking.see(Samples.event("message_delta", "{\"usage\":{\"output_tokens\":18}}"));
        assertThat(thinking.hidesOutput()).isFalse();

        sees("message_start", START);
        assertThat(meter.hidesOutput()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"message\":{}}",
                "{\"message\":{\"usage\":null}}",
                "{\"message\":{\"usage\":{\"output_tokens\":1}}}",
                "{\"message\":{\"usage\":{\"input_tokens\":\"3\"}}}"
            })
    void a_beginning_that_tells_no_input_leaves_the_estimate(String start) {
        sees("message_start", start);
        sees("content_block_delta", "{\"delta\":{\"text\":\"" + "x".repeat(70) + "\"}}");

        assertThat(meter.usage()).isEqualTo(TokenUsage.of(999, 20));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"message":{}}                                                | {"usage":{"output_tokens":18}}                   | 10
                    {"message":{"usage":{"output_tokens":1}}}                     | {"usage":{"output_tokens":18}}                   | 10
                    {"message":{"usage":{"input_tokens":0}}}                      | {"usage":{"output_tokens":18}}                   | 0
                    {"message":{}}                                                | {"usage":{"input_tokens":4,"output_tokens":18}}  | 4
                    {"message":{"usage":{"cache_read_input_tokens":2}}}           | {"usage":{"output_tokens":18}}                   | 8
                    {"message":{"usage":{"cache_creation_input_tokens":200}}}     | {"usage":{"output_tokens":18}}                   | 0
                    """)
    void what_reports_no_input_is_charged_for_the_estimate_of_it(String start, String delta, long input) {
        MessagesBody asked = MessagesBody.of(
                Samples.json("{\"messages\":[{\"role\":\"user\",\"content\":\"" + "word ".repeat(4) + "\"}]}"));
        assertThat(asked.inputTokens()).isEqualTo(10);
        UsageMeter told = new UsageMeter(asked, 999);
        told.see(Samples.event("message_start", start));
        told.see(Samples.event("message_delta", delta));

        assertThat(told.usage().input()).isEqualTo(input);
        assertThat(told.usage().output()).isEqualTo(18);
    }

    @Test
    void a_whole_message_that_reports_no_input_is_charged_for_the_estimate_of_it() {
        MessagesBody asked =
                MessagesBody.of(Samples.json("{\"messages\":[{\"role\":\"user\",\"content\":\"a word\"}]}"));

        assertThat(asked.usage(Samples.json("{\"usage\":{\"output_tokens\":2}}")))
                .isEqualTo(TokenUsage.of(asked.inputTokens(), 2));
        assertThat(asked.usage(Samples.json("{\"usage\":{\"input_tokens\":0,\"output_tokens\":2}}")))
                .isEqualTo(TokenUsage.of(0, 2));
    }
}
