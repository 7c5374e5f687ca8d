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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.eventstream.HeaderValue;

/// Every way in which a stream can end.
@Timeout(30)
class BedrockStreamsTest extends BedrockTransportFixture {
    private static final CallLimits QUIET = limits(Duration.ofSeconds(10), Duration.ofMillis(200));

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

    @Test
    void an_exception_before_content_is_an_outcome_and_one_after_it_breaks_the_stream() throws IOException {
        byte[] throttling = EventMessages.exception("throttlingException", "{\"message\":\"Too many tokens\"}");

        assertThat(failure(true, AMPLE, answer -> stream(answer, EventMessages.START, throttling)))
                .isEqualTo(new Outcome.Throttled(Outcome.Quota.TOKENS));
        assertThat(pieces(AMPLE, answer -> stream(answer, EventMessages.START, EventMessages.DELTA, throttling))
                        .getLast())
                .isEqualTo(
                        new Piece.Broken(new Outcome.BrokenStream("ThrottlingException in the middle of the stream")));
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
