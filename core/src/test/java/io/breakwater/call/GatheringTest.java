package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.breakwater.Sample;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.dialect.body.ResponsesBody;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.TokenUsage;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TimeLimit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A whole answer is gathered from a stream if nobody knows how long it takes.
final class GatheringTest {
    private static final RoutedTarget A = PlayedGateway.target("a", Sample.EAST, Sample.SONNET_US);
    private static final RoutedTarget HAIKU = PlayedGateway.target("a", Sample.EAST, Sample.HAIKU_US);
    private static final Limits LIMITS = Limits.UNLIMITED
            .with(LimitName.REQUESTS_PER_MINUTE, 1_000)
            .with(LimitName.TOKENS_PER_MINUTE, 1_000_000)
            .with(LimitName.TOKENS_PER_DAY, 10_000_000)
            .with(LimitName.USD_PER_MONTH, 1_000_000_000_000L)
            .with(LimitName.CONCURRENCY, 10);
    private static final Duration MOMENT = Duration.ofMillis(50);

    private final PlayedGateway world = new PlayedGateway(LIMITS, Sample.route(List.of(A), List.of(HAIKU)));

    @Test
    void the_model_is_asked_for_a_stream_and_the_caller_gets_a_whole_answer_settled_as_reported() throws Exception {
        PlayedGateway.PlayedStream stream = answer(1_203);
        world.transport.on(A, new Attempted.Opened(stream));
        FakeClient client = world.serve(PlayedGateway.call(false, 4_096));
        assertThat(client.reply().status()).isEqualTo(200);
        assertThat(client.frames).isEmpty();
        assertThat(world.transport.requests).extracting(ModelRequest::stream).containsExactly(true);
        assertThat(stream.closed).isTrue();
        assertThat(world.health.observed).containsExactly(new Outcome.Answered());
        assertThat(world.tenantStanding().tokensToday())
                .as("26 in, 1,203 out x 5")
                .isEqualTo(6_041);
        assertThat(world.settled()).isTrue();
    }

    @Test
    void thirty_gathered_answers_teach_how_long_such_answers_take_and_the_next_is_asked_for_whole() throws Exception {
        for (int call = 0; call < 30; call++) {
            world.transport.on(A, new Attempted.Opened(answer(10)));
            assertThat(world.serve(PlayedGateway.call(false, 100)).reply().status())
                    .isEqualTo(200);
        }
        world.transport.on(A, PlayedGateway.whole(26, 10));
        world.serve(PlayedGateway.call(false, 100), new FakeClient(), Duration.ofMinutes(4));
        assertThat(world.transport.requests)
                .hasSize(31)
                .extracting(ModelRequest::stream)
                .endsWith(true, false);
        world.transport.on(A, new Attempted.Opened(answer(10)));
        world.serve(PlayedGateway.call(false, 100), new FakeClient(), Duration.ofMinutes(1));
        assertThat(world.transport.requests.getLast().stream())
                .as("a minute at least is beyond the caller's own")
                .isTrue();
    }

    static Stream<ModelStream.Piece> ends() {
        return Stream.of(
                PlayedGateway.broken("connection reset"),
                new ModelStream.Piece.End(),
                new ModelStream.Piece.Broken(new Outcome.TooSlow(TimeLimit.Owner.IDLE)));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void one_that_breaks_off_is_left_for_the_next_target_since_nobody_has_seen_a_piece_of_it(ModelStream.Piece end)
            throws Exception {
        PlayedGateway.PlayedStream broken = world.stream(MOMENT, PlayedGateway.text("12"), end);
        world.transport.on(A, new Attempted.Opened(broken)).on(HAIKU, PlayedGateway.whole(26, 10));
        FakeClient client = world.serve(PlayedGateway.call(false, 4_096));
        assertThat(client.reply().status()).isEqualTo(200);
        assertThat(broken.closed).isTrue();
        assertThat(world.events(GatewayEvent.AttemptEnded.class))
                .extracting(GatewayEvent.AttemptEnded::outcome)
                .first()
                .isIn("AnswerLost", "TooSlow");
        assertThat(world.settled()).isTrue();
    }

    @Test
    void one_that_has_both_closing_events_is_whole_however_its_connection_ends() throws Exception {
        PlayedGateway.PlayedStream cut = world.stream(
                MOMENT,
                PlayedGateway.text("Hello"),
                PlayedGateway.messageStop(),
                PlayedGateway.metadata(26, 10),
                PlayedGateway.broken("connection reset"));
        world.transport.on(A, new Attempted.Opened(cut));
        assertThat(world.serve(PlayedGateway.call(false, 100)).reply().status()).isEqualTo(200);
        assertThat(cut.closed).isTrue();
        assertThat(world.health.observed).containsExactly(new Outcome.Answered());
        assertThat(world.settled()).isTrue();
    }

    @Test
    void one_that_has_reported_its_usage_and_then_stands_still_is_charged_by_that() throws Exception {
        world.transport
                .on(
                        A,
                        new Attempted.Opened(world.stream(
                                MOMENT,
                                PlayedGateway.text("Hello"),
                                PlayedGateway.metadata(26, 10),
                                new ModelStream.Piece.Broken(new Outcome.TooSlow(TimeLimit.Owner.IDLE)))))
                .on(HAIKU, PlayedGateway.whole(26, 10));
        assertThat(world.serve(PlayedGateway.call(false, 4_096)).reply().status())
                .isEqualTo(200);
        assertThat(world.tenantStanding().tokensToday())
                .as("26 in, 10 out x 5, and the same of the next target")
                .isEqualTo(26 + 10 * 5 + 26 + 10);
        assertThat(world.settled()).isTrue();
    }

    @Test
    void a_response_that_the_model_ends_as_failed_is_no_answer() {
        ModelEvent failed = Samples.event("response.failed", """
                {"type":"response.failed","response":{"status":"failed","error":{"code":"server_error","message":"x"},
                 "output":[],"usage":{"input_tokens":26,"output_tokens":3,"total_tokens":29}}}""");
        PlayedGateway.PlayedStream stream = world.stream(
                MOMENT, new ModelStream.Piece.Event(failed), PlayedGateway.broken("server_error in the stream"));
        Attempted gathered = new Attempted.Opened(stream)
                .gathered(ResponsesBody.of(
                        JsonNodeFactory.instance.objectNode(), List.of(), ResponsesBody.Storing.NOTHING));

        assertThat(gathered)
                .as("so that it goes to the next target, and counts against this one")
                .isEqualTo(new Attempted.Failed(new Outcome.AnswerLost(
                        "the model says that it failed: server_error", Optional.of(TokenUsage.of(26, 3)))));
    }

    @Test
    void a_response_whose_tool_is_to_be_called_with_what_is_no_json_is_no_answer() {
        ModelEvent completed = Samples.event("response.completed", """
                {"response":{"status":"completed","output":[
                  {"type":"function_call","call_id":"c","name":"f","arguments":"{\\"x\\":"}]}}""");
        PlayedGateway.PlayedStream stream =
                world.stream(MOMENT, new ModelStream.Piece.Event(completed), new ModelStream.Piece.End());

        assertThat(new Attempted.Opened(stream)
                        .gathered(ResponsesBody.of(
                                JsonNodeFactory.instance.objectNode(), List.of(), ResponsesBody.Storing.NOTHING)))
                .isEqualTo(new Attempted.Failed(new Outcome.AnswerLost("the arguments of a tool call are not JSON")));
    }

    @Test
    void what_an_answer_that_is_lost_has_reported_is_charged_and_no_more() throws Exception {
        PlayedGateway.PlayedStream garbled = world.stream(
                Duration.ZERO,
                PlayedGateway.event(
                        "contentBlockStart",
                        "{\"contentBlockIndex\":0,\"start\":{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"f\"}}}"),
                PlayedGateway.event(
                        "contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"toolUse\":{\"input\":\"{\"}}}"),
                PlayedGateway.event("messageStop", "{\"stopReason\":\"tool_use\"}"),
                PlayedGateway.metadata(26, 100),
                new ModelStream.Piece.End());
        world.transport.on(A, new Attempted.Opened(garbled)).on(HAIKU, PlayedGateway.whole(26, 10));
        FakeClient client = world.serve(PlayedGateway.call(false, 4_096));

        assertThat(client.reply().status()).isEqualTo(200);
        assertThat(world.tenantStanding().tokensToday())
                .as("26 in, 100 out x 5, and what Haiku wrote, where 26 + 4,096 x 5 were reserved")
                .isEqualTo(26 + 100 * 5 + 26 + 10);
        assertThat(world.targetStanding(A).tokens().remaining()).isEqualTo(100_000 - (26 + 100 * 5));
        assertThat(world.events(GatewayEvent.AttemptEnded.class).getFirst().tokens())
                .isEqualTo(26 + 100 * 5);
        assertThat(world.settled()).isTrue();
    }

    @Test
    void what_it_has_reported_is_charged_although_pieces_came_between_the_report_and_the_break() throws Exception {
        PlayedGateway.PlayedStream broken = world.stream(
                MOMENT,
                PlayedGateway.text("1"),
                PlayedGateway.metadata(26, 100),
                PlayedGateway.text("2"),
                PlayedGateway.broken("connection reset"));
        world.transport.on(A, new Attempted.Opened(broken)).on(HAIKU, PlayedGateway.whole(26, 10));
        world.serve(PlayedGateway.call(false, 4_096));
        assertThat(world.tenantStanding().tokensToday()).isEqualTo(26 + 100 * 5 + 26 + 10);
        assertThat(world.settled()).isTrue();
    }

    @Test
    void the_only_target_is_asked_for_a_whole_answer() throws Exception {
        PlayedGateway alone = new PlayedGateway(LIMITS, Sample.route(List.of(A)));
        alone.transport.on(A, PlayedGateway.whole(26, 10));
        alone.serve(PlayedGateway.call(false, 4_096));
        assertThat(alone.transport.requests).extracting(ModelRequest::stream).containsExactly(false);
    }

    private PlayedGateway.PlayedStream answer(long output) {
        return world.stream(
                MOMENT,
                PlayedGateway.text("Hello"),
                PlayedGateway.messageStop(),
                PlayedGateway.metadata(26, output),
                new ModelStream.Piece.End());
    }
}
