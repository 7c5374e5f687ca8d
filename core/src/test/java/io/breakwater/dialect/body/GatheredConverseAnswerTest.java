package io.breakwater.dialect.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A stream's events make up the answer that Converse would have sent.
final class GatheredConverseAnswerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final GatheredAnswer answer =
            new GatheredConverseAnswer(new StreamEnd(List.of(ConverseEvents.MESSAGE_STOP, ConverseEvents.METADATA)));

    @Test
    void text_is_joined_and_the_closing_events_members_stand_at_the_top() throws Exception {
        on("messageStart", "{'role': 'assistant'}");
        delta(0, "{'text': 'Good '}");
        delta(0, "{'text': 'day'}");
        on("contentBlockStop", "{'contentBlockIndex': 0}");
        on("messageStop", "{'stopReason': 'end_turn', 'additionalModelResponseFields': {'stop_sequence': 'X'}}");
        on("metadata", "{'usage': {'inputTokens': 3}, 'metrics': {'latencyMs': 12}, 'trace': {'guardrail': {}}}");
        assertIs("""
                {'output': {'message': {'role': 'assistant', 'content': [{'text': 'Good day'}]}},
                 'stopReason': 'end_turn', 'additionalModelResponseFields': {'stop_sequence': 'X'},
                 'usage': {'inputTokens': 3}, 'metrics': {'latencyMs': 12}, 'trace': {'guardrail': {}}}""");
    }

    @Test
    void a_tools_arguments_are_parsed_and_several_calls_stand_in_their_order() throws Exception {
        delta(0, "{'text': 'I look.'}");
        start(1, "{'toolUse': {'toolUseId': 't1', 'name': 'weather'}}");
        start(2, "{'toolUse': {'toolUseId': 't2', 'name': 'time'}}");
        delta(1, "{'toolUse': {'input': '{\\'city\\': \\'Ber'}}");
        delta(2, "{'toolUse': {'input': ''}}");
        delta(1, "{'toolUse': {'input': 'lin\\'}'}}");
        assertContent("""
                [{'text': 'I look.'},
                 {'toolUse': {'toolUseId': 't1', 'name': 'weather', 'input': {'city': 'Berlin'}}},
                 {'toolUse': {'toolUseId': 't2', 'name': 'time', 'input': {}}}]""");
    }

    @Test
    void a_tool_without_arguments_has_none_and_arguments_that_were_cut_stand_there_as_text() throws Exception {
        start(0, "{'toolUse': {'toolUseId': 't1', 'name': 'now'}}");
        start(1, "{'toolUse': {'toolUseId': 't2', 'name': 'weather'}}");
        delta(1, "{'toolUse': {'input': '{\\'city\\': \\'Ber'}}");
        assertContent("""
                [{'toolUse': {'toolUseId': 't1', 'name': 'now', 'input': {}}},
                 {'toolUse': {'toolUseId': 't2', 'name': 'weather', 'input': {'_raw': '{\\'city\\': \\'Ber'}}}]""");
    }

    @Test
    void reasoning_keeps_its_signature_and_what_is_redacted() throws Exception {
        delta(0, "{'reasoningContent': {'text': 'Hm'}}");
        delta(0, "{'reasoningContent': {'text': 'm.'}}");
        delta(0, "{'reasoningContent': {'signature': 'c2ln'}}");
        delta(1, "{'reasoningContent': {'redactedContent': 'cmVk'}}");
        assertContent("""
                [{'reasoningContent': {'reasoningText': {'text': 'Hmm.', 'signature': 'c2ln'}}},
                 {'reasoningContent': {'redactedContent': 'cmVk'}}]""");
    }

    @Test
    void citations_stand_beside_the_text_they_belong_to() throws Exception {
        delta(0, "{'text': 'So it is.'}");
        delta(0, "{'citation': {'title': 'A page'}}");
        delta(0, "{'citation': {'title': 'Another'}}");
        assertContent("""
                [{'citationsContent': {'content': [{'text': 'So it is.'}],
                  'citations': [{'title': 'A page'}, {'title': 'Another'}]}}]""");
    }

    @Test
    void members_that_nobody_knows_are_kept_and_unknown_events_left_alone() throws Exception {
        start(0, "{'image': {'format': 'png'}}");
        delta(0, "{'pieces': [1, 2]}");
        delta(0, "{'pieces': [3]}");
        delta(0, "{'new': {'a': 1}}");
        on("somethingNew", "{'x': 1}");
        assertContent("[{'image': {'format': 'png'}, 'pieces': [1, 2, 3], 'new': {'a': 1}}]");
    }

    /// Bedrock pads each event of a stream with `p`, so that its length does not reveal the length of
    /// the text.
    @Test
    void the_padding_of_a_streams_events_is_no_part_of_the_answer() throws Exception {
        on("messageStart", "{'role': 'assistant', 'p': 'abc'}");
        on("contentBlockDelta", "{'contentBlockIndex': 0, 'delta': {'text': 'Hi'}, 'p': 'abcdef'}");
        on("messageStop", "{'stopReason': 'end_turn', 'p': 'ab'}");
        on("metadata", "{'usage': {'inputTokens': 3}, 'p': 'abcd'}");
        assertIs("""
                {'output': {'message': {'role': 'assistant', 'content': [{'text': 'Hi'}]}},
                 'stopReason': 'end_turn', 'usage': {'inputTokens': 3}}""");
    }

    @Test
    void what_a_tool_of_bedrocks_own_returned_stands_in_one_block() throws Exception {
        start(0, "{'toolResult': {'toolUseId': 't1', 'type': 'nova_grounding_result', 'status': 'success'}}");
        delta(0, "{'toolResult': [{'text': 'a'}]}");
        delta(0, "{'toolResult': [{'json': {'b': 1}}]}");
        assertContent("""
                [{'toolResult': {'toolUseId': 't1', 'type': 'nova_grounding_result', 'status': 'success',
                  'content': [{'text': 'a'}, {'json': {'b': 1}}]}}]""");
    }

    @Test
    void an_image_keeps_its_format() throws Exception {
        start(0, "{'image': {'format': 'png'}}");
        delta(0, "{'image': {'source': {'bytes': 'aGVs'}}}");
        assertContent("[{'image': {'format': 'png', 'source': {'bytes': 'aGVs'}}}]");
    }

    @Test
    void a_block_without_content_is_left_out_and_a_piece_that_is_null_adds_nothing() throws Exception {
        on("contentBlockStart", "{'contentBlockIndex': 0, 'start': {}}");
        delta(1, "{'text': 'a'}");
        delta(1, "{'text': null}");
        start(2, "{'toolUse': {'toolUseId': 't1', 'name': 'now'}}");
        delta(2, "{'toolUse': {'input': null}}");
        assertContent("[{'text': 'a'}, {'toolUse': {'toolUseId': 't1', 'name': 'now', 'input': {}}}]");
    }

    @Test
    void a_tools_numbers_keep_their_digits() throws Exception {
        String numbers = "{\"price\":1.10,\"id\":12345678901234567890,\"share\":0.12345678901234567891}";
        start(0, "{'toolUse': {'toolUseId': 't1', 'name': 'pay'}}");
        answer.add(new ModelEvent(ConverseEvents.BLOCK_DELTA, (ObjectNode)
                JSON.readTree("{\"contentBlockIndex\":0,\"delta\":{\"toolUse\":{\"input\":%s}}}"
                        .formatted(JSON.writeValueAsString(numbers)))));
        assertThat(answer.answer().at("/output/message/content/0/toolUse/input"))
                .hasToString(numbers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'account': 'a", "{'account': 'a'} {'account': 'b'}"})
    void arguments_that_are_no_json_though_the_model_says_that_it_was_done_fail_the_answer(String input)
            throws Exception {
        start(0, "{'toolUse': {'toolUseId': 't1', 'name': 'delete'}}");
        delta(0, "{'toolUse': {'input': '%s'}}".formatted(input.replace("'", "\\'")));
        assertThat(answer.defect()).isEmpty();
        on("messageStop", "{'stopReason': 'tool_use'}");
        assertThat(answer.defect()).hasValue("the arguments of a tool call are not JSON");
    }

    private void start(int block, String start) throws Exception {
        on("contentBlockStart", "{'contentBlockIndex': %d, 'start': %s}".formatted(block, start));
    }

    private void delta(int block, String delta) throws Exception {
        on("contentBlockDelta", "{'contentBlockIndex': %d, 'delta': %s}".formatted(block, delta));
    }

    private void on(String type, String payload) throws Exception {
        answer.add(new ModelEvent(type, (ObjectNode) json(payload)));
    }

    private void assertIs(String expected) throws Exception {
        assertThat(answer.answer()).isEqualTo(json(expected));
    }

    private void assertContent(String expected) throws Exception {
        assertThat(answer.answer().path("output").path("message").path("content"))
                .isEqualTo(json(expected));
    }

    private static JsonNode json(String singleQuoted) throws Exception {
        return JSON.readTree(singleQuoted.replace('\'', '"'));
    }
}
