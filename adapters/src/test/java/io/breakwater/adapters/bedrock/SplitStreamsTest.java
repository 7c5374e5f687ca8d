package io.breakwater.adapters.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Depth;
import io.breakwater.SplitBytes;
import io.breakwater.adapters.bedrock.AnswerReader.Read;
import io.breakwater.call.ModelStream.Piece;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.dialect.body.GeneratedAnswer;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.dialect.json.ExactJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Generated streams of Bedrock, split and cut at every byte.
class SplitStreamsTest {
    private static final byte[] THROTTLED =
            EventMessages.exception("throttlingException", "{\"message\":\"zu viele Wörter 👋\"}");

    static LongStream seeds() {
        return Depth.seeds(30);
    }

    private static byte[] bytes(List<ModelEvent> events) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        events.forEach(event -> bytes.writeBytes(EventMessages.event(event.type(), GeneratedAnswer.json(event))));
        return bytes.toByteArray();
    }

    /// Everything up to the end, a fault or a break, including the case that the bytes end within a
    /// message.
    private static List<Read> read(InputStream in) throws IOException {
        EventStreamReader reader = new EventStreamReader(
                in,
                ConverseBody.of(ExactJson.mapper().createObjectNode()),
                ExactJson.mapper(),
                new ErrorBody(ExactJson.mapper()));
        List<Read> reads = new ArrayList<>();
        do {
            reads.add(reader.read());
        } while (reads.getLast() instanceof Read.Piece(Piece.Event _));
        return reads;
    }

    private static List<Read> expected(List<ModelEvent> events, Read last) {
        List<Read> expected = new ArrayList<>();
        events.forEach(event -> expected.add(new Read.Piece(new Piece.Event(event))));
        expected.add(last);
        return expected;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_stream_brings_the_same_wherever_it_is_split(long seed) throws IOException {
        List<ModelEvent> events = GeneratedAnswer.events(seed);
        byte[] bytes = bytes(events);
        List<Read> expected = expected(events, new Read.Piece(new Piece.End()));

        for (int place : SplitBytes.places(bytes).toArray()) {
            assertThat(read(SplitBytes.at(bytes, place)))
                    .as("split at %d", place)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void an_error_in_the_middle_is_the_same_wherever_it_is_split(long seed) throws IOException {
        List<ModelEvent> all = GeneratedAnswer.events(seed);
        List<ModelEvent> events = all.subList(0, all.size() / 2);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(bytes(events));
        stream.writeBytes(THROTTLED);
        byte[] bytes = stream.toByteArray();
        List<Read> expected = read(new ByteArrayInputStream(bytes));

        assertThat(expected).startsWith(expected(events, expected.getLast()).toArray(Read[]::new));
        assertThat(expected.getLast())
                .isInstanceOfSatisfying(
                        Read.Fault.class,
                        fault -> assertThat(fault.error().message()).isEqualTo("zu viele Wörter 👋"));
        for (int place : SplitBytes.places(bytes).toArray()) {
            assertThat(read(SplitBytes.at(bytes, place)))
                    .as("split at %d", place)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_stream_that_ends_before_its_last_byte_is_never_whole(long seed) throws IOException {
        byte[] bytes = bytes(GeneratedAnswer.events(seed));

        for (int length = 0; length < bytes.length; length++) {
            try {
                assertThat(read(new ByteArrayInputStream(Arrays.copyOf(bytes, length)))
                                .getLast())
                        .as("cut after %d", length)
                        .isInstanceOfSatisfying(
                                Read.Piece.class,
                                last -> assertThat(last.piece()).isInstanceOf(Piece.Broken.class));
            } catch (EOFException withinMessage) {
                assertThat(withinMessage).hasMessage("the stream ended inside a message");
            }
        }
    }
}
