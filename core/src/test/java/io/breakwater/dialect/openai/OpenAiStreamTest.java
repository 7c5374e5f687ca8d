package io.breakwater.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenAiStreamTest {
    private static final String HEAD =
            "{\"id\":\"chatcmpl-01J9Z\",\"object\":\"chat.completion.chunk\",\"created\":1795341600,\"model\":\"claude-sonnet\",";

    private static List<JsonNode> play(AnswerStream stream, String[]... events) {
        List<JsonNode> chunks = new ArrayList<>();
        for (String[] event : events) {
            for (Frame frame : stream.on(Samples.event(event[0], event[1]))) {
                Frame.ServerSent sent = (Frame.ServerSent) frame;
                assertThat(sent.event()).isEmpty();
                assertThat(sent.data()).startsWith(HEAD).doesNotContain("\n");
                chunks.add(Samples.json(sent.data()));
            }
        }
        return chunks;
    }

    private static String[] event(String type, String payload) {
        return new String[] {type, payload};
    }

    private static String delta(JsonNode chunk) {
        return chunk.at("/choices/0/delta").toString();
    }

    @Test
    void every_event_has_its_chunks_in_order() {
        List<JsonNode> chunks = play(
                new ChatStream(Samples.ANSWERED, true, false, false),
                event("messageStart", "{\"role\":\"assistant\"}"),
                event(
                        "contentBlockDelta",
                        "{\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":{\"text\":\"hm\"}}}"),
                event(
                        "contentBlockDelta",
                        "{\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":{\"signature\":\"s\"}}}"),
                event("contentBlockStop", "{\"contentBlockIndex\":0}"),
                event("contentBlockDelta", "{\"contentBlockIndex\":1,\"delta\":{\"text\":\"Hi\"}}"),
                event("contentBlockStop", "{\"contentBlockIndex\":1}"),
                event(
                        "contentBlockStart",
                        "{\"contentBlockIndex\":2,\"start\":{\"toolUse\":{\"toolUseId\":\"t1\",\"name\":\"weather\"}}}"),
                event("contentBlockDelta", "{\"contentBlockIndex\":2,\"delta\":{\"toolUse\":{\"input\":\"\"}}}"),
                event(
                        "contentBlockDelta",
                        "{\"contentBlockIndex\":2,\"delta\":{\"toolUse\":{\"input\":\"{\\\"city\\\":\"}}}"),
                event("contentBlockDelta", "{\"contentBlockIndex\":2,\"delta\":{\"toolUse\":{\"input\":\"1}\"}}}"),
                event("contentBlockStop", "{\"contentBlockIndex\":2}"),
                event(
                        "contentBlockStart",
                        "{\"contentBlockIndex\":3,\"start\":{\"toolUse\":{\"toolUseId\":\"t2\",\"name\":\"now\"}}}"),
                event("contentBlockStop", "{\"contentBlockIndex\":3}"),
                event("somethingNew", "{}"),
                event("messageStop", "{\"stopReason\":\"tool_use\"}"),
                event("metadata", "{\"usage\":{\"inputTokens\":3,\"outputTokens\":4,\"totalTokens\":7}}"));
        assertThat(chunks.subList(0, 10))
                .extracting(OpenAiStreamTest::delta)
                .containsExactly(
                        "{\"role\":\"assistant\",\"content\":\"\"}",
                        "{\"reasoning_content\":\"hm\"}",
                        "{\"thinking_blocks\":[{\"index\":0,\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"s\"}]}",
                        "{\"content\":\"Hi\"}",
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"t1\",\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"\"}}]}",
                        "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"city\\\":\"}}]}",
                        "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"1}\"}}]}",
                        "{\"tool_calls\":[{\"index\":1,\"id\":\"t2\",\"type\":\"function\",\"function\":{\"name\":\"now\",\"arguments\":\"\"}}]}",
                        "{\"tool_calls\":[{\"index\":1,\"function\":{\"arguments\":\"{}\"}}]}",
                        "{}");
        assertThat(chunks).hasSize(11);
        assertThat(chunks.subList(0, 9)).allSatisfy(chunk -> {
            assertThat(chunk.at("/choices/0/finish_reason").isNull()).isTrue();
            assertThat(chunk.get("usage").isNull()).isTrue();
        });
        assertThat(chunks.get(9).at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(chunks.get(10).path("choices")).isEmpty();
        assertThat(chunks.get(10).path("usage")).isEqualTo(Samples.json("""
                {"prompt_tokens":3,"completion_tokens":4,"total_tokens":7,"prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":0}}"""));
    }

    @Test
    void usage_is_told_only_if_asked_for() {
        List<JsonNode> chunks = play(
                new ChatStream(Samples.ANSWERED, false, false, false),
                event("messageStart", "{}"),
                event("messageStop", "{\"stopReason\":\"end_turn\"}"),
                event("metadata", "{\"usage\":{\"inputTokens\":3}}"));
        assertThat(chunks)
                .hasSize(2)
                .noneSatisfy(chunk -> assertThat(chunk.has("usage")).isTrue());
    }

    @Test
    void a_whole_stream_ends_with_done() {
        AnswerStream stream = new ChatStream(Samples.ANSWERED, false, false, false);
        assertThat(stream.contentType()).isEqualTo("text/event-stream");
        assertThat(stream.end()).containsExactly(new Frame.ServerSent(Optional.empty(), "[DONE]"));
    }

    @Test
    void a_broken_stream_ends_with_an_error_and_never_with_done() {
        List<Frame> frames =
                new ChatStream(Samples.ANSWERED, false, false, false).broken(Samples.refusal("UpstreamFailed"));
        assertThat(frames).containsExactly(new Frame.ServerSent(Optional.empty(), """
                {"error":{"message":"the model failed","type":"server_error","param":null,"code":"upstream_failed"}}"""));
    }

    @Test
    void line_breaks_in_text_stay_within_one_data_line() {
        List<JsonNode> chunks = play(
                new ChatStream(Samples.ANSWERED, false, false, false),
                event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"a\\n\\nb\"}}"));
        assertThat(chunks.getFirst().at("/choices/0/delta/content").asText()).isEqualTo("a\n\nb");
    }

    private static String[] piece(String delta) {
        return event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":" + delta + "}");
    }

    private static String joined(List<JsonNode> chunks, String member) {
        StringBuilder joined = new StringBuilder();
        chunks.forEach(
                chunk -> joined.append(chunk.at("/choices/0/delta").path(member).asText("")));
        return joined.toString();
    }

    @Test
    void half_of_a_character_waits_for_the_other_half() {
        for (String member : List.of("text", "reasoning")) {
            String form = member.equals("text") ? "{\"text\":\"%s\"}" : "{\"reasoningContent\":{\"text\":\"%s\"}}";
            List<JsonNode> chunks = play(
                    new ChatStream(Samples.ANSWERED, false, false, false),
                    piece(form.formatted("a\\ud83d")),
                    piece(form.formatted("\\ude00b\\ud83d")),
                    event("contentBlockStop", "{\"contentBlockIndex\":0}"));
            String written = member.equals("text") ? "content" : "reasoning_content";
            assertThat(chunks)
                    .extracting(
                            chunk -> chunk.at("/choices/0/delta").path(written).asText())
                    .containsExactly("a", "\uD83D\uDE00b", "\uFFFD");
        }
    }

    @Test
    void half_of_a_character_in_arguments_waits_too() {
        List<JsonNode> chunks = play(
                new ChatStream(Samples.ANSWERED, false, false, false),
                event(
                        "contentBlockStart",
                        "{\"contentBlockIndex\":0,\"start\":{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"f\"}}}"),
                piece("{\"toolUse\":{\"input\":\"{\\\"a\\\":\\\"\\ud83d\"}}"),
                piece("{\"toolUse\":{\"input\":\"\\ude00\\\"}\"}}"));
        StringBuilder arguments = new StringBuilder();
        chunks.forEach(chunk -> arguments.append(
                chunk.at("/choices/0/delta/tool_calls/0/function/arguments").asText("")));
        assertThat(arguments).hasToString("{\"a\":\"\uD83D\uDE00\"}");
    }

    @Test
    void a_quoted_source_between_two_pieces_of_text_is_passed_over() {
        List<JsonNode> chunks = play(
                new ChatStream(Samples.ANSWERED, false, false, false),
                piece("{\"text\":\"a\"}"),
                piece("{\"citation\":{\"title\":\"t\"}}"),
                piece("{\"text\":\"b\"}"));
        assertThat(joined(chunks, "content")).isEqualTo("ab");
    }

    @Test
    void a_stream_ends_with_tool_calls_exactly_if_it_has_calls_and_was_not_cut() {
        String[] call = event(
                "contentBlockStart",
                "{\"contentBlockIndex\":0,\"start\":{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"f\"}}}");
        assertThat(finish(call, "end_turn")).isEqualTo("tool_calls");
        assertThat(finish(call, "tool_use")).isEqualTo("tool_calls");
        assertThat(finish(call, "max_tokens")).isEqualTo("length");
        assertThat(finish(call, "content_filtered")).isEqualTo("content_filter");
        assertThat(finish(piece("{\"text\":\"a\"}"), "tool_use")).isEqualTo("stop");
    }

    private static String finish(String[] content, String reason) {
        return play(
                        new ChatStream(Samples.ANSWERED, false, false, false),
                        content,
                        event("messageStop", "{\"stopReason\":\"" + reason + "\"}"))
                .getLast()
                .at("/choices/0/finish_reason")
                .asText();
    }

    @Test
    void hidden_thoughts_are_given_out_to_be_brought_back() {
        List<JsonNode> chunks = play(
                new ChatStream(Samples.ANSWERED, false, false, false),
                piece("{\"reasoningContent\":{\"redactedContent\":\"AAAA\"}}"));
        assertThat(delta(chunks.getFirst()))
                .isEqualTo("{\"thinking_blocks\":[{\"index\":0,\"type\":\"redacted_thinking\",\"data\":\"AAAA\"}]}");
    }

    @Test
    void the_arguments_of_the_json_tool_are_the_answer() {
        List<JsonNode> chunks = play(
                new ChatStream(Samples.ANSWERED, false, true, false),
                piece("{\"text\":\"Here it is:\"}"),
                event(
                        "contentBlockStart",
                        "{\"contentBlockIndex\":1,\"start\":{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"json_answer\"}}}"),
                event(
                        "contentBlockDelta",
                        "{\"contentBlockIndex\":1,\"delta\":{\"toolUse\":{\"input\":\"{\\\"a\\\":\"}}}"),
                event("contentBlockDelta", "{\"contentBlockIndex\":1,\"delta\":{\"toolUse\":{\"input\":\"1}\"}}}"),
                event("contentBlockStop", "{\"contentBlockIndex\":1}"),
                event("messageStop", "{\"stopReason\":\"tool_use\"}"));
        assertThat(joined(chunks, "content")).isEqualTo("{\"a\":1}");
        assertThat(chunks.getLast().at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void json_in_a_text_is_the_answer_without_what_stands_around_it() {
        List<JsonNode> chunks = play(
                new ChatStream(Samples.ANSWERED, false, true, false),
                piece("{\"text\":\"```json\\n{\\\"a\\\"\"}"),
                piece("{\"text\":\":1}\\n```\"}"),
                event("messageStop", "{\"stopReason\":\"end_turn\"}"));
        assertThat(joined(chunks, "content")).isEqualTo("{\"a\":1}");
    }
}
