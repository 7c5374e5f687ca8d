package io.breakwater.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.bedrock.BedrockDialect;
import io.breakwater.dialect.body.ConverseEvents;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.dialect.openai.OpenAiDialect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A model's text may be cut anywhere, even within a character that UTF-16 writes as two. The client
/// reads the same text wherever it is cut, and each piece is valid text.
class HalfCharactersTest {
    private static final String TEXT = "Grüße 👋🏽, 東京 𝔘!";
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";
    private static final String ARGUMENTS = "{\"city\":\"" + TEXT + "\"}";

    /// The part of an answer that is cut, and where its client reads that part.
    enum Place {
        CHAT("chat/completions", MESSAGES, "/text", "/choices/0/delta/content", TEXT),
        CHAT_THOUGHT(
                "chat/completions", MESSAGES, "/reasoningContent/text", "/choices/0/delta/reasoning_content", TEXT),
        CHAT_CALL(
                "chat/completions",
                MESSAGES,
                "/toolUse/input",
                "/choices/0/delta/tool_calls/0/function/arguments",
                ARGUMENTS),
        CHAT_JSON(
                "chat/completions",
                MESSAGES + ",\"response_format\":{\"type\":\"json_object\"}",
                "/text",
                "/choices/0/delta/content",
                ARGUMENTS),
        COMPLETION("completions", "\"prompt\":\"hi\"", "/text", "/choices/0/text", TEXT),
        CONVERSE("", "", "/text", "/delta/text", TEXT),
        CONVERSE_THOUGHT("", "", "/reasoningContent/text", "/delta/reasoningContent/text", TEXT),
        CONVERSE_CALL("", "", "/toolUse/input", "/delta/toolUse/input", ARGUMENTS);

        private final String path;
        private final String asked;
        private final String cut;
        private final String read;
        private final String text;

        Place(String path, String asked, String cut, String read, String text) {
            this.path = path;
            this.asked = asked;
            this.cut = cut;
            this.read = read;
            this.text = text;
        }

        private AnswerStream stream() {
            String body = path.isEmpty()
                    ? "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}]}"
                    : "{\"model\":\"m\",\"stream\":true," + asked + "}";
            Decoded decoded = path.isEmpty()
                    ? new BedrockDialect(Samples.GATE).decode(Samples.post("/model/m/converse-stream", body))
                    : new OpenAiDialect(Samples.GATE).decode(Samples.post("/v1/" + path, body));
            return Samples.responder(decoded).stream(Samples.ANSWERED);
        }

        private ModelEvent start() {
            ObjectNode payload = object();
            ObjectNode start = payload.putObject("start");
            if (cut.startsWith("/toolUse")) {
                start.putObject("toolUse").put("toolUseId", "t").put("name", "weather");
            }
            return new ModelEvent(ConverseEvents.BLOCK_START, payload.put("contentBlockIndex", 0));
        }

        private ModelEvent delta(String piece) {
            ObjectNode payload = object();
            ObjectNode delta = payload.putObject("delta");
            int last = cut.lastIndexOf('/');
            ObjectNode owner = last == 0 ? delta : delta.withObject(cut.substring(0, last));
            owner.put(cut.substring(last + 1), piece);
            return new ModelEvent(ConverseEvents.BLOCK_DELTA, payload.put("contentBlockIndex", 0));
        }

        private List<JsonNode> sent(String... pieces) {
            AnswerStream stream = stream();
            List<Frame> frames = new ArrayList<>(stream.on(start()));
            Stream.of(pieces).forEach(piece -> frames.addAll(stream.on(delta(piece))));
            frames.addAll(stream.on(new ModelEvent(ConverseEvents.BLOCK_STOP, object().put("contentBlockIndex", 0))));
            frames.addAll(
                    stream.on(new ModelEvent(ConverseEvents.MESSAGE_STOP, object().put("stopReason", "end_turn"))));
            return frames.stream().map(Place::json).toList();
        }

        private String read(String... pieces) {
            StringBuilder text = new StringBuilder();
            sent(pieces).forEach(json -> text.append(json.at(read).asText("")));
            return text.toString();
        }

        private static JsonNode json(Frame frame) {
            return switch (frame) {
                case Frame.ServerSent(var _, String data) -> Samples.json(data);
                case Frame.AwsEvent(String _, ObjectNode payload) -> payload;
                case Frame.AwsException(String _, ObjectNode payload) -> payload;
                case Frame.Comment(String comment) -> throw new AssertionError(comment);
            };
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    @ParameterizedTest
    @EnumSource
    void a_text_is_read_whole_wherever_it_is_cut_in_two(Place place) {
        for (int at = 0; at <= place.text.length(); at++) {
            assertThat(place.read(place.text.substring(0, at), place.text.substring(at)))
                    .as("cut at %d", at)
                    .isEqualTo(place.text);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_text_that_comes_char_by_char_is_read_whole_and_each_piece_is_text(Place place) {
        List<JsonNode> sent = place.sent(place.text.split(""));

        assertThat(place.read(place.text.split(""))).isEqualTo(place.text);
        assertThat(sent).allMatch(json -> StandardCharsets.UTF_8.newEncoder().canEncode(json.toString()));
    }

    @ParameterizedTest
    @EnumSource
    void half_of_a_character_that_is_never_completed_is_read_as_an_unknown_character(Place place) {
        assertThat(place.read("Hi \uD83D")).isEqualTo("Hi \uFFFD");
    }
}
