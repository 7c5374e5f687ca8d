package io.breakwater.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.Responder;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.GeneratedAnswer;
import io.breakwater.dialect.body.ModelEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Answers as they go over the wire. `responses-wire.txt` contains a complete one, whole and streamed;
/// `-Dbreakwater.rewrite=true` rewrites it.
class ResponsesWireTest {
    private static final Path GOLDEN = Path.of(
            System.getProperty("breakwater.root", ".."),
            "core/src/test/resources/io/breakwater/dialect/responses-wire.txt");
    private static final String ASKED = """
            {"model":"claude","input":"Hi","instructions":"Be brief.","store":true,"temperature":0.5,"user":"u",
             "reasoning":{"effort":"low","summary":"auto"},"metadata":{"a":"b"},"parallel_tool_calls":true,
             "tools":[{"type":"function","name":"weather","parameters":{"type":"object"},"strict":true}]}""";
    private static final List<ModelEvent> EVENTS = List.of(
            Samples.event("messageStart", "{\"role\":\"assistant\"}"),
            delta(0, "{\"reasoningContent\":{\"text\":\"h\"}}"),
            delta(0, "{\"reasoningContent\":{\"text\":\"m\"}}"),
            delta(0, "{\"reasoningContent\":{\"signature\":\"s\"}}"),
            stop(0),
            delta(1, "{\"reasoningContent\":{\"redactedContent\":\"AAAA\"}}"),
            stop(1),
            delta(2, "{\"text\":\"Hi \"}"),
            delta(2, "{\"text\":\"there\"}"),
            stop(2),
            Samples.event(
                    "contentBlockStart",
                    "{\"contentBlockIndex\":3,\"start\":{\"toolUse\":{\"toolUseId\":\"t1\",\"name\":\"weather\"}}}"),
            delta(3, "{\"toolUse\":{\"input\":\"{\\\"city\\\":\"}}"),
            delta(3, "{\"toolUse\":{\"input\":\"1}\"}}"),
            stop(3),
            Samples.event(
                    "contentBlockStart",
                    "{\"contentBlockIndex\":4,\"start\":{\"toolUse\":{\"toolUseId\":\"t2\",\"name\":\"now\"}}}"),
            stop(4),
            Samples.event("messageStop", "{\"stopReason\":\"tool_use\"}"),
            Samples.event(
                    "metadata",
                    "{\"usage\":{\"inputTokens\":3,\"outputTokens\":40,\"totalTokens\":48,\"cacheReadInputTokens\":5}}"));

    private static ModelEvent delta(int block, String delta) {
        return Samples.event("contentBlockDelta", "{\"contentBlockIndex\":%d,\"delta\":%s}".formatted(block, delta));
    }

    private static ModelEvent stop(int block) {
        return Samples.event("contentBlockStop", "{\"contentBlockIndex\":%d}".formatted(block));
    }

    private static Responder responder(String asked) {
        return Samples.responder(new ResponsesDialect(Samples.GATE).decode(Samples.post("/v1/responses", asked)));
    }

    private static List<JsonNode> play(AnswerStream stream, List<ModelEvent> events) {
        List<JsonNode> told = new ArrayList<>();
        for (ModelEvent event : events) {
            for (Frame frame : stream.on(event)) {
                Frame.ServerSent sent = (Frame.ServerSent) frame;
                JsonNode json = Samples.json(sent.data());
                assertThat(sent.event()).contains(json.path("type").asText());
                assertThat(json.path("sequence_number").asInt(-1)).isEqualTo(told.size());
                told.add(json);
            }
        }
        return told;
    }

    private static ObjectNode whole(String asked, String answer) {
        return Samples.json(responder(asked).whole(Samples.json(answer), Samples.ANSWERED));
    }

    @Test
    void answers_have_this_form() throws IOException {
        StringBuilder written = new StringBuilder();
        for (ModelEvent event : EVENTS) {
            written.append("<- ")
                    .append(event.type())
                    .append(' ')
                    .append(event.payload())
                    .append('\n');
        }
        ObjectNode whole = GeneratedAnswer.whole(EVENTS);
        written.append("whole ")
                .append(Samples.json(responder(ASKED).whole(whole, Samples.ANSWERED))
                        .toPrettyString())
                .append('\n');
        for (JsonNode event : play(responder(ASKED).stream(Samples.ANSWERED), EVENTS)) {
            written.append("event ").append(event).append('\n');
        }
        if (Boolean.getBoolean("breakwater.rewrite")) {
            Files.writeString(GOLDEN, written);
        }
        assertThat(written).as("-Dbreakwater.rewrite=true writes it").hasToString(Files.readString(GOLDEN));
    }

    @Test
    void a_stream_ends_with_what_the_same_answer_is_as_a_whole() {
        for (long seed = 0; seed < 200; seed++) {
            List<ModelEvent> events = GeneratedAnswer.events(seed);
            List<JsonNode> told = play(responder(ASKED).stream(Samples.ANSWERED), events);
            JsonNode last = told.getLast().path("response");
            JsonNode whole = Samples.json(responder(ASKED).whole(GeneratedAnswer.whole(events), Samples.ANSWERED));
            assertThat(said(last)).as("seed %d", seed).isEqualTo(said(whole));
            assertThat(last.path("status")).as("seed %d", seed).isEqualTo(whole.path("status"));
            assertThat(last.path("usage").path("total_tokens"))
                    .isEqualTo(whole.path("usage").path("total_tokens"));
        }
    }

    /// The contents of the items without their arguments, which a whole answer writes in its own way.
    private static List<String> said(JsonNode response) {
        List<String> said = new ArrayList<>();
        for (JsonNode item : response.path("output")) {
            said.add(item.path("type").asText()
                    + item.path("id").asText()
                    + item.path("call_id").asText()
                    + item.at("/content/0/text").asText()
                    + item.at("/summary/0/text").asText()
                    + item.path("encrypted_content").asText());
        }
        return said;
    }

    @Test
    void the_pieces_of_an_item_are_the_whole_of_it() {
        for (long seed = 0; seed < 200; seed++) {
            List<JsonNode> told = play(responder(ASKED).stream(Samples.ANSWERED), GeneratedAnswer.events(seed));
            StringBuilder pieces = new StringBuilder();
            for (JsonNode event : told) {
                String type = event.path("type").asText();
                if (type.endsWith(".delta")) {
                    pieces.append(event.path("delta").asText());
                } else if (type.equals("response.output_text.done")
                        || type.equals("response.reasoning_summary_text.done")) {
                    assertThat(event.path("text").asText()).as("seed %d", seed).isEqualTo(pieces.toString());
                } else if (type.equals("response.output_item.done")) {
                    pieces.setLength(0);
                }
            }
        }
    }

    @Test
    void an_answer_that_was_cut_says_why_and_so_does_its_last_item() {
        String answer = """
                {"output":{"message":{"content":[{"text":"a"}]}},"stopReason":"%s","usage":{"outputTokens":1}}""";
        JsonNode cut = whole(ASKED, answer.formatted("max_tokens"));
        assertThat(cut.path("status").asText()).isEqualTo("incomplete");
        assertThat(cut.at("/incomplete_details/reason").asText()).isEqualTo("max_output_tokens");
        assertThat(cut.at("/output/0/status").asText()).isEqualTo("incomplete");
        assertThat(whole(ASKED, answer.formatted("guardrail_intervened"))
                        .at("/incomplete_details/reason")
                        .asText())
                .isEqualTo("content_filter");
        assertThat(whole(ASKED, answer.formatted("of_tomorrow")).path("status").asText())
                .isEqualTo("completed");
    }

    @Test
    void what_a_model_gives_to_the_tool_for_json_is_its_message() {
        String asked = "{\"model\":\"claude\",\"input\":\"a\",\"text\":{\"format\":{\"type\":\"json_object\"}}}";
        List<ModelEvent> events = List.of(
                Samples.event("messageStart", "{}"),
                delta(0, "{\"text\":\"Here it is:\"}"),
                stop(0),
                Samples.event(
                        "contentBlockStart",
                        "{\"contentBlockIndex\":1,\"start\":{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"json_answer\"}}}"),
                delta(1, "{\"toolUse\":{\"input\":\"{\\\"a\\\":1}\"}}"),
                stop(1),
                Samples.event("messageStop", "{\"stopReason\":\"tool_use\"}"),
                Samples.event("metadata", "{\"usage\":{}}"));
        JsonNode streamed = play(responder(asked).stream(Samples.ANSWERED), events)
                .getLast()
                .path("response");
        JsonNode whole = Samples.json(responder(asked).whole(GeneratedAnswer.whole(events), Samples.ANSWERED));
        for (JsonNode response : List.of(streamed, whole)) {
            assertThat(response.path("output")).hasSize(1);
            assertThat(response.at("/output/0/content/0/text").asText()).isEqualTo("{\"a\":1}");
        }
    }

    @Test
    void where_one_call_at_a_time_is_asked_for_the_first_is_kept() {
        String asked = "{\"model\":\"claude\",\"input\":\"a\",\"parallel_tool_calls\":false}";
        JsonNode streamed = play(responder(asked).stream(Samples.ANSWERED), EVENTS)
                .getLast()
                .path("response");
        JsonNode whole = Samples.json(responder(asked).whole(GeneratedAnswer.whole(EVENTS), Samples.ANSWERED));
        for (JsonNode response : List.of(streamed, whole)) {
            assertThat(response.path("output")).hasSize(4);
            assertThat(response.at("/output/3/call_id").asText()).isEqualTo("t1");
        }
    }

    @Test
    void an_answer_that_says_nothing_is_an_empty_message() {
        List<ModelEvent> events = List.of(
                Samples.event("messageStart", "{}"),
                Samples.event("messageStop", "{\"stopReason\":\"end_turn\"}"),
                Samples.event("metadata", "{\"usage\":{}}"));
        assertThat(play(responder(ASKED).stream(Samples.ANSWERED), events)
                        .getLast()
                        .at("/response/output/0/type")
                        .asText())
                .isEqualTo("message");
    }

    @Test
    void what_was_thought_comes_back_to_the_model_as_it_was() {
        JsonNode answer = whole(ASKED, GeneratedAnswer.whole(EVENTS).toString());
        String items = answer.path("output").toString();
        String again = "{\"model\":\"claude\",\"input\":[{\"role\":\"user\",\"content\":\"Hi\"},"
                + items.substring(1, items.length() - 1)
                + ",{\"type\":\"function_call_output\",\"call_id\":\"t1\",\"output\":\"1\"}"
                + ",{\"type\":\"function_call_output\",\"call_id\":\"t2\",\"output\":\"2\"}]}";
        JsonNode converse = Samples.json(
                Samples.call(new ResponsesDialect(Samples.GATE).decode(Samples.post("/v1/responses", again))));
        assertThat(converse.at("/messages/1/content/0")).isEqualTo(Samples.json("""
                {"reasoningContent":{"reasoningText":{"text":"hm","signature":"s"}}}"""));
        assertThat(converse.at("/messages/1/content/1")).isEqualTo(Samples.json("""
                {"reasoningContent":{"redactedContent":"AAAA"}}"""));
        assertThat(converse.at("/messages/1/content")).hasSize(5);
    }

    @Test
    void a_broken_stream_ends_with_a_failed_response_and_an_error() {
        AnswerStream stream = responder(ASKED).stream(Samples.ANSWERED);
        int sofar = play(stream, EVENTS.subList(0, 3)).size();
        List<Frame> frames = stream.broken(Samples.refusal("UpstreamFailed"));
        assertThat(frames).hasSize(2);
        JsonNode failed = Samples.json(((Frame.ServerSent) frames.getFirst()).data());
        JsonNode error = Samples.json(((Frame.ServerSent) frames.getLast()).data());
        assertThat(failed.path("type").asText()).isEqualTo("response.failed");
        assertThat(failed.at("/response/status").asText()).isEqualTo("failed");
        assertThat(failed.at("/response/error")).isEqualTo(Samples.json("""
                {"code":"server_error","message":"the model failed"}"""));
        assertThat(error).isEqualTo(Samples.json("""
                {"type":"error","message":"the model failed","code":"upstream_failed","param":null,
                 "error":{"message":"the model failed","type":"server_error","param":null,"code":"upstream_failed"},
                 "sequence_number":%d}""".formatted(sofar + 1)));
        assertThat(stream.end()).isEmpty();
    }

    @Test
    void wherever_a_stream_stops_its_events_are_numbered() {
        Random random = new Random(1);
        for (long seed = 0; seed < 50; seed++) {
            List<ModelEvent> events = GeneratedAnswer.events(seed);
            AnswerStream stream = responder(ASKED).stream(Samples.ANSWERED);
            List<JsonNode> told = new ArrayList<>(play(stream, events.subList(0, random.nextInt(events.size()))));
            stream.broken(Samples.refusal("RateLimited"))
                    .forEach(frame -> told.add(Samples.json(((Frame.ServerSent) frame).data())));
            assertThat(told)
                    .extracting(event -> event.path("sequence_number").asInt(-1))
                    .containsExactlyElementsOf(
                            IntStream.range(0, told.size()).boxed().toList());
        }
    }
}
