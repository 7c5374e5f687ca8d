package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.event.GatewayEvent;
import io.breakwater.event.Served;
import io.breakwater.model.Cause;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.TokenUsage;
import io.breakwater.routing.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the log and the caller are told about a request that has ended, field by field.
final class RequestEndedTest {
    private static final RoutedTarget A = PlayedGateway.target("a", Sample.EAST, Sample.SONNET_US);
    private static final RoutedTarget HAIKU = PlayedGateway.target("a", Sample.EAST, Sample.HAIKU_US);
    private static final Limits LIMITS = Limits.UNLIMITED
            .with(LimitName.REQUESTS_PER_MINUTE, 60)
            .with(LimitName.TOKENS_PER_MINUTE, 100_000)
            .with(LimitName.TOKENS_PER_DAY, 100_000);
    private static final Duration MOMENT = Duration.ofMillis(50);
    private static final TokenUsage USAGE = TokenUsage.of(26, 1_203);

    private final PlayedGateway world = new PlayedGateway(LIMITS, Sample.route(List.of(A), List.of(HAIKU)));

    private GatewayEvent.RequestEnded ended(String ending, Optional<Cause> cause, Served served, Duration took) {
        return new GatewayEvent.RequestEnded(
                "req-1",
                world.instant(),
                world.tenant.id(),
                Optional.of(Sample.SONNET),
                200,
                ending,
                Optional.empty(),
                cause,
                served,
                took);
    }

    private GatewayEvent.RequestEnded told() {
        assertThat(world.events(GatewayEvent.RequestEnded.class)).hasSize(1);
        return world.events(GatewayEvent.RequestEnded.class).getFirst();
    }

    private Attempted later(Attempted answer) {
        world.pass(MOMENT);
        return answer;
    }

    @Test
    void of_a_whole_answer_who_gave_it_after_how_many_calls_and_what_it_cost() throws Exception {
        world.transport.on(A, () -> later(PlayedGateway.whole(26, 1_203)));
        FakeClient client = world.serve(PlayedGateway.call(false, 4_096));

        assertThat(told())
                .isEqualTo(ended(
                        "ok",
                        Optional.empty(),
                        new Served(
                                Optional.of(A.target()),
                                1,
                                1,
                                USAGE,
                                6_041,
                                18_123_000,
                                List.of(),
                                Optional.empty(),
                                true),
                        MOMENT));
        assertThat(client.reply().headers())
                .containsAllEntriesOf(Map.of(
                        "x-breakwater-attempts",
                        "1",
                        "x-breakwater-model",
                        A.profile().model().id().value(),
                        "x-breakwater-target",
                        A.target().label(),
                        "x-breakwater-max-tokens",
                        "4096; from=client"))
                .doesNotContainKeys("x-breakwater-adapted", "x-breakwater-capacity", "x-should-retry");
    }

    @Test
    void of_an_answer_of_the_next_tier_that_it_was_the_second_call() throws Exception {
        world.transport
                .on(A, PlayedGateway.failed(new Outcome.ServerFault()))
                .on(HAIKU, () -> later(PlayedGateway.whole(26, 1_203)));
        world.serve(PlayedGateway.call(false, 4_096));

        assertThat(told().served().target()).hasValue(HAIKU.target());
        assertThat(told().served().tier()).isEqualTo(2);
        assertThat(told().served().attempts()).isEqualTo(2);
    }

    @Test
    void of_a_stream_when_its_first_piece_came_and_when_it_was_whole() throws Exception {
        world.transport.on(
                A,
                () -> later(new Attempted.Opened(world.stream(
                        MOMENT,
                        PlayedGateway.text("Hello"),
                        PlayedGateway.messageStop(),
                        PlayedGateway.metadata(26, 1_203),
                        new ModelStream.Piece.End()))));
        world.serve(PlayedGateway.call(true, 4_096));

        assertThat(told())
                .isEqualTo(ended(
                        "ok",
                        Optional.empty(),
                        new Served(
                                Optional.of(A.target()),
                                1,
                                1,
                                USAGE,
                                6_041,
                                18_123_000,
                                List.of(),
                                Optional.of(MOMENT),
                                true),
                        MOMENT.multipliedBy(5)));
    }

    @Test
    void of_a_stream_that_breaks_where_and_why_and_that_it_is_not_complete() throws Exception {
        world.transport.on(
                A,
                () -> later(new Attempted.Opened(
                        world.stream(MOMENT, PlayedGateway.text("Hello"), PlayedGateway.broken("connection reset")))));
        world.serve(PlayedGateway.call(true, 4_096));

        assertThat(told().ending()).isEqualTo("broken");
        assertThat(told().status()).isEqualTo(200);
        assertThat(told().served().complete()).isFalse();
        assertThat(told().served().firstToken()).hasValue(MOMENT);
        assertThat(told().cause())
                .hasValueSatisfying(cause -> assertThat(cause.toString())
                        .contains("connection reset", A.target().shard().value()));
    }

    @Test
    void of_a_client_that_left_a_stream_that_it_left() throws Exception {
        world.transport.on(
                A,
                new Attempted.Opened(world.stream(
                        MOMENT,
                        PlayedGateway.text("Hello"),
                        PlayedGateway.text("there"),
                        PlayedGateway.messageStop(),
                        PlayedGateway.metadata(26, 1_203),
                        new ModelStream.Piece.End())));
        world.serve(PlayedGateway.call(true, 4_096), new FakeClient(1), Duration.ofSeconds(60));

        assertThat(told().ending()).isEqualTo("client-left");
        assertThat(told().served().complete()).isFalse();
    }

    @Test
    void of_a_client_that_left_before_a_whole_answer_that_it_left_and_what_it_cost() throws Exception {
        world.transport.on(A, () -> later(PlayedGateway.whole(26, 1_203)));
        world.serve(PlayedGateway.call(false, 4_096), new FakeClient(0), Duration.ofSeconds(60));

        assertThat(told().ending()).isEqualTo("client-left");
        assertThat(told().served().complete()).isFalse();
        assertThat(told().served().chargedTokens()).isEqualTo(6_041);
    }

    @Test
    void of_a_refusal_by_which_limit_and_that_nobody_answered_or_was_charged() throws Exception {
        PlayedGateway full = new PlayedGateway(LIMITS.with(LimitName.REQUESTS_PER_MINUTE, 1), Sample.route(List.of(A)));
        full.transport.on(A, PlayedGateway.whole(26, 10));
        full.serve(PlayedGateway.call(false, 100));
        FakeClient client = full.serve(PlayedGateway.call(false, 100));

        GatewayEvent.RequestEnded refused =
                full.events(GatewayEvent.RequestEnded.class).getLast();
        assertThat(client.text()).isEqualTo("RateLimited");
        assertThat(refused.ending()).isEqualTo("RateLimited");
        assertThat(refused.limit()).hasValue(LimitName.REQUESTS_PER_MINUTE.label());
        assertThat(refused.served()).isEqualTo(Served.nobody(0));
        assertThat(refused.took()).isZero();
    }

    @Test
    void of_a_tenants_day_how_much_it_has_used() throws Exception {
        world.transport.on(A, PlayedGateway.whole(10_000, 0));
        world.serve(PlayedGateway.call(false, 100));

        assertThat(world.events(GatewayEvent.QuotaUsed.class))
                .singleElement()
                .isEqualTo(new GatewayEvent.QuotaUsed("req-1", world.instant(), world.tenant.id(), 100_000));
    }

    @Test
    void of_a_tenants_day_how_much_it_has_used_when_it_refuses_a_request() throws Exception {
        PlayedGateway full = new PlayedGateway(LIMITS.with(LimitName.REQUESTS_PER_MINUTE, 1), Sample.route(List.of(A)));
        full.transport.on(A, PlayedGateway.whole(10_000, 0));
        full.serve(PlayedGateway.call(false, 100));
        full.events.clear();
        full.serve(PlayedGateway.call(false, 100));

        assertThat(full.events(GatewayEvent.QuotaUsed.class))
                .singleElement()
                .satisfies(used -> assertThat(used.perMillion()).isEqualTo(100_000));
    }

    @Test
    void of_a_stream_without_its_closing_events_that_they_are_lacking() throws Exception {
        world.transport.on(
                A,
                new Attempted.Opened(world.stream(MOMENT, PlayedGateway.text("Hello"), new ModelStream.Piece.End())));
        world.serve(PlayedGateway.call(true, 4_096));

        assertThat(told().cause().orElseThrow().reason()).startsWith("BrokenStream: the stream ended without ");
    }

    @Test
    void of_a_client_that_left_before_the_first_piece_that_none_was_sent() throws Exception {
        world.transport.on(A, () -> {
            world.pass(Duration.ofSeconds(30));
            return new Attempted.Opened(world.stream(
                    MOMENT,
                    PlayedGateway.text("Hello"),
                    PlayedGateway.messageStop(),
                    PlayedGateway.metadata(26, 1_203),
                    new ModelStream.Piece.End()));
        });
        world.serve(PlayedGateway.call(true, 4_096), new FakeClient(0), Duration.ofSeconds(60));

        assertThat(told().ending()).isEqualTo("client-left");
        assertThat(told().served().firstToken()).isEmpty();
        assertThat(told().served().chargedTokens()).isEqualTo(6_041);
    }
}
