package io.breakwater.adapters.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.adapters.bedrock.ScriptedServer.Script;
import io.breakwater.call.Attempted;
import io.breakwater.call.ModelStream;
import io.breakwater.call.ModelStream.Piece;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TimeLimit;
import io.breakwater.routing.TimeLimit.Owner;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.eventstream.HeaderValue;

/// Every way in which a stream can end.
@Timeout(30)
class BedrockStreamsTest extends BedrockTransportFixture {
    private static final CallLimits QUIET = limits(Duration.ofSeconds(10), Duration.ofMillis(200));

    private static final String REFUSED = "Malformed input request: required key [messages] not found";

    private List<Piece> pieces(CallLimits budget, Script script) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        try (ScriptedServer server = ScriptedServer.playing(script)) {
            Attempted attempted = transport(server.uri()).call(TARGET, request(true), budget);
            assertThat(attempted).isInstanceOf(Attempted.Opened.class);
            try (ModelStream stream = ((Attempted.Opened) attempted).stream()) {
                do {
                    pieces.add(stream.next());
                } while (pieces.getLast() instanceof Piece.Event);
                assertThat(stream.next()).as("the end stays the end").isSameAs(pieces.getLast());
            }
            assertTheConnectionIsFree();
        }
        return pieces;
    }

    @Test
    void a_whole_stream_ends_with_an_end() throws IOException {
        List<Piece> pieces = pieces(AMPLE, answer -> {
            stream(answer, EventMessages.START, EventMessages.DELTA, EventMessages.STOP, EventMessages.METADATA);
            answer.lastChunk();
        });

        assertThat(pieces).hasSize(5).last().isEqualTo(new Piece.End());
    }

    @Test
    void the_environments_end_cuts_a_stream_and_is_not_the_models_limit() throws IOException {
        CallLimits ending = new CallLimits(
                new TimeLimit(Duration.ofSeconds(10), Owner.FIRST_TOKEN),
                new TimeLimit(Duration.ofSeconds(10), Owner.IDLE),
                new TimeLimit(Duration.ofMillis(300), Owner.ENVIRONMENT));
        List<Piece> pieces = pieces(ending, answer -> {
            stream(answer, EventMessages.START, EventMessages.DELTA);
            answer.stall();
        });

        assertThat(pieces.getLast()).isEqualTo(new Piece.Broken(new Outcome.TooSlow(Owner.ENVIRONMENT)));
    }

    @Test
    void silence_inside_a_stream_breaks_it() throws IOException {
        List<Piece> pieces = pieces(QUIET, answer -> {
            stream(answer, EventMessages.START, EventMessages.DELTA);
            answer.stall();
        });

        assertThat(pieces.getLast()).isEqualTo(new Piece.Broken(new Outcome.TooSlow(Owner.IDLE)));
    }

    @Test
    void a_connection_that_stays_open_behind_the_closing_events_holds_nobody_up() throws IOException {
        long begun = System.nanoTime();
        List<Piece> pieces = pieces(AMPLE, answer -> {
            stream(answer, EventMessages.START, EventMessages.DELTA, EventMessages.STOP, EventMessages.METADATA);
            answer.stall();
        });

        assertThat(pieces).hasSize(5).last().isEqualTo(new Piece.Broken(new Outcome.TooSlow(Owner.IDLE)));
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isLessThan(AMPLE.idle().length().dividedBy(2));
    }

    @Test
    void an_orderly_end_without_metadata_is_no_end() throws IOException {
        assertThat(pieces(AMPLE, answer -> {
                            stream(answer, EventMessages.START, EventMessages.DELTA, EventMessages.STOP);
                            answer.lastChunk();
                        })
                        .getLast())
                .isEqualTo(new Piece.Broken(
                        new Outcome.BrokenStream("the stream ended without messageStop and metadata")));
        assertThat(failure(true, AMPLE, answer -> {
                    stream(answer, EventMessages.START);
                    answer.lastChunk();
                }))
                .isInstanceOf(Outcome.AnswerLost.class);
    }

    @Test
    void a_stream_that_breaks_between_its_head_and_its_first_content_was_begun_and_may_be_billed() throws IOException {
        assertThat(failure(true, AMPLE, answer -> {
                    stream(answer, EventMessages.START);
                    answer.reset();
                }))
                .isInstanceOf(Outcome.AnswerLost.class)
                .satisfies(lost -> assertThat(lost.maybeBilled()).isTrue());
    }

    @Test
    void a_connection_that_breaks_inside_a_stream_breaks_it() throws IOException {
        assertThat(pieces(AMPLE, answer -> stream(answer, EventMessages.START, EventMessages.DELTA))
                        .getLast())
                .isInstanceOf(Piece.Broken.class);
        assertThat(pieces(AMPLE, answer -> {
                            stream(answer, EventMessages.START, EventMessages.DELTA);
                            answer.reset();
                        })
                        .getLast())
                .isInstanceOf(Piece.Broken.class);
    }

    /// All errors that a stream can end with (ResponseStream, Amazon Bedrock API Reference).
    static Stream<Arguments> exceptions() {
        return Stream.of(
                Arguments.of("throttlingException", "Too many tokens", new Outcome.Throttled(Outcome.Quota.TOKENS)),
                Arguments.of("serviceUnavailableException", "x", new Outcome.Overloaded(Optional.empty())),
                Arguments.of("internalServerException", "x", new Outcome.ServerFault()),
                Arguments.of("modelStreamErrorException", "x", new Outcome.ServerFault()),
                Arguments.of("validationException", REFUSED, new Outcome.Rejected(REFUSED)));
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void an_exception_before_content_is_an_outcome_and_one_after_it_breaks_the_stream(
            String type, String message, Outcome instead) throws IOException {
        byte[] exception = EventMessages.exception(type, "{\"message\":\"%s\"}".formatted(message));

        assertThat(failure(true, AMPLE, answer -> stream(answer, EventMessages.START, exception)))
                .isEqualTo(instead);
        String name = Character.toUpperCase(type.charAt(0)) + type.substring(1);
        assertThat(pieces(AMPLE, answer -> stream(answer, EventMessages.START, EventMessages.DELTA, exception))
                        .getLast())
                .isEqualTo(new Piece.Broken(new Outcome.BrokenStream(name + " in the middle of the stream")));
    }

    @Test
    void bytes_that_are_no_messages_break_the_stream() throws IOException {
        List<byte[]> wrong = List.of(
                EventMessages.garbled(EventMessages.DELTA),
                EventMessages.event("contentBlockDelta", "no JSON"),
                EventMessages.event("contentBlockDelta", "[]"),
                EventMessages.message(Map.of(":message-type", HeaderValue.fromInteger(7)), "{}"),
                new byte[32]);
        for (byte[] message : wrong) {
            assertThat(failure(true, AMPLE, answer -> stream(answer, EventMessages.START, message)))
                    .isInstanceOfAny(Outcome.AnswerLost.class, Outcome.ServerFault.class);
            assertThat(pieces(AMPLE, answer -> stream(answer, EventMessages.START, EventMessages.DELTA, message))
                            .getLast())
                    .isInstanceOf(Piece.Broken.class);
        }
    }
}
