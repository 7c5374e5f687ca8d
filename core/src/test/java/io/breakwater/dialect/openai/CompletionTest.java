package io.breakwater.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.ConverseEvents;
import io.breakwater.model.Alias;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The completion of one text, and requests under Azure's paths.
class CompletionTest {
    private static final String LEGACY = "/v1/completions";
    private static final Answered ANSWERED = new Answered("req-1", "us.model", Instant.ofEpochSecond(7));

    private final OpenAiDialect dialect = new OpenAiDialect(Samples.GATE);

    private Decoded decode(String path, String body) {
        return dialect.decode(Samples.post(path, body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"hello\"", "[\"hello\"]"})
    void a_prompt_is_one_message_of_the_user(String prompt) {
        Decoded decoded =
                decode(LEGACY, "{\"model\":\"claude\",\"max_tokens\":9,\"best_of\":1,\"prompt\":" + prompt + "}");

        assertThat(Samples.json(Samples.call(decoded)).path("messages"))
                .hasToString("[{\"role\":\"user\",\"content\":[{\"text\":\"hello\"}]}]");
        assertThat(Samples.call(decoded).maxTokens()).hasValue(9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"prompt\":[\"a\",\"b\"]                  | prompt",
                "\"prompt\":[1,2]                        | prompt",
                "\"prompt\":\"\"                         | prompt",
                "\"user\":\"u1\"                         | prompt",
                "\"prompt\":\"a\",\"echo\":true          | echo",
                "\"prompt\":\"a\",\"best_of\":2          | best_of",
                "\"prompt\":\"a\",\"n\":2                | n",
                "\"prompt\":\"a\",\"logprobs\":1         | logprobs",
                "\"prompt\":\"a\",\"suffix\":\"b\"       | suffix",
                "\"prompt\":\"a\",\"messages\":[]        | messages",
            })
    void what_only_a_continuation_has_is_refused_by_name(String members, String field) {
        Refusal refusal = Samples.refusal(decode(LEGACY, "{\"model\":\"claude\"," + members + "}"));

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID_REQUEST);
        assertThat(refusal.about()).contains(field);
    }

    @Test
    void the_answer_is_a_text_and_not_a_message() {
        JsonNode whole = Samples.json(new CompletionResponder(false).whole(Samples.json("""
                                {"output":{"message":{"role":"assistant","content":[{"text":"heard"}]}},
                                 "stopReason":"max_tokens","usage":{"inputTokens":3,"outputTokens":2,"totalTokens":5}}"""), ANSWERED));

        assertThat(whole.path("object").asText()).isEqualTo("text_completion");
        assertThat(whole.path("id").asText()).isEqualTo("cmpl-req-1");
        assertThat(whole.path("model").asText()).isEqualTo("us.model");
        assertThat(whole.at("/choices/0/text").asText()).isEqualTo("heard");
        assertThat(whole.at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(whole.at("/usage/total_tokens").asInt()).isEqualTo(5);
    }

    @Test
    void a_stream_is_chunks_of_text_then_the_reason_then_the_counts() {
        AnswerStream stream = new CompletionResponder(true).stream(ANSWERED);
        List<Frame> frames = new ArrayList<>();
        frames.addAll(stream.on(Samples.event(ConverseEvents.MESSAGE_START, "{\"role\":\"assistant\"}")));
        frames.addAll(stream.on(
                Samples.event(ConverseEvents.BLOCK_DELTA, "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"heard\"}}")));
        frames.addAll(stream.on(Samples.event(ConverseEvents.MESSAGE_STOP, "{\"stopReason\":\"end_turn\"}")));
        frames.addAll(stream.on(Samples.event(
                ConverseEvents.METADATA, "{\"usage\":{\"inputTokens\":3,\"outputTokens\":2,\"totalTokens\":5}}")));
        frames.addAll(stream.end());

        List<String> data =
                frames.stream().map(frame -> ((Frame.ServerSent) frame).data()).toList();
        assertThat(data).hasSize(4).last().isEqualTo("[DONE]");
        assertThat(Samples.json(data.get(0)).at("/choices/0/text").asText()).isEqualTo("heard");
        assertThat(Samples.json(data.get(0)).at("/choices/0/finish_reason").isNull())
                .isTrue();
        assertThat(Samples.json(data.get(1)).at("/choices/0/finish_reason").asText())
                .isEqualTo("stop");
        assertThat(Samples.json(data.get(2)).at("/usage/total_tokens").asInt()).isEqualTo(5);
    }

    @Test
    void azures_path_says_the_model_whatever_the_body_says() {
        String chat = "{\"model\":\"gpt\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

        assertThat(Samples.call(decode("/openai/deployments/claude/chat/completions", chat))
                        .alias())
                .isEqualTo(new Alias("claude"));
        assertThat(Samples.call(decode("/openai/deployments/claude/completions", "{\"prompt\":\"hello\"}"))
                        .alias())
                .isEqualTo(new Alias("claude"));
    }
}
