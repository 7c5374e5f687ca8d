package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.Sample;
import io.breakwater.dialect.Validated;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TimeLimit;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a call costs its tenant and its target, however it ends.
final class SettledCallTest {
    private static final RoutedTarget A = PlayedGateway.target("a", Sample.EAST, Sample.SONNET_US);
    private static final RoutedTarget HAIKU = PlayedGateway.target("a", Sample.EAST, Sample.HAIKU_US);
    private static final Limits LIMITS = Limits.UNLIMITED
            .with(LimitName.REQUESTS_PER_MINUTE, 60)
            .with(LimitName.TOKENS_PER_MINUTE, 100_000)
            .with(LimitName.TOKENS_PER_DAY, 1_000_000)
            .with(LimitName.USD_PER_MONTH, 1_000_000_000_000L)
            .with(LimitName.CONCURRENCY, 10);
    private static final Duration MOMENT = Duration.ofMillis(50);
    private static final Duration TIME = Duration.ofSeconds(60);

    private PlayedGateway world = new PlayedGateway(LIMITS, Sample.route(List.of(A), List.of(HAIKU)));

    @Test
    void a_whole_answer_settles_exactly_what_the_model_reported_in_both_ledgers() throws Exception {
        world.transport.on(A, PlayedGateway.whole(26, 1_203));
        FakeClient client = world.serve(PlayedGateway.call(false, 4_096));
        assertThat(client.reply().status()).isEqualTo(200);
        assertExactly(6_041, 18_123_000);
    }

    @Test
    void a_stream_settles_exactly_what_its_metadata_reports() throws Exception {
        PlayedGateway.PlayedStream stream = world.stream(
                MOMENT,
                PlayedGateway.text("Hello"),
                PlayedGateway.messageStop(),
                PlayedGateway.metadata(26, 1_203),
                new ModelStream.Piece.End());
        world.transport.on(A, new Attempted.Opened(stream));
        FakeClient client = world.serve(PlayedGateway.call(true, 4_096));
        assertThat(client.frames).containsExactly("contentBlockDelta", "messageStop", "metadata", "end");
        assertThat(stream.closed).isTrue();
        assertExactly(6_041, 18_123_000);
        assertThat(ended().ending()).isEqualTo("ok");
    }

    @Test
    void what_closes_a_stream_twice_is_passed_once_and_charged_once() throws Exception {
        world.transport.on(
                A,
                new Attempted.Opened(world.stream(
                        MOMENT,
                        PlayedGateway.text("Hello"),
                        PlayedGateway.messageStop(),
                        PlayedGateway.messageStop(),
                        PlayedGateway.metadata(26, 1_203),
                        PlayedGateway.metadata(26, 1_203),
                        new ModelStream.Piece.End())));
        FakeClient client = world.serve(PlayedGateway.call(true, 4_096));
        assertThat(client.frames).containsExactly("contentBlockDelta", "messageStop", "metadata", "end");
        assertExactly(6_041, 18_123_000);
        assertThat(ended().ending()).isEqualTo("ok");
    }

    /// 26 input and 1,203 output tokens at a burndown of 5; 26 x 3 + 1,203 x 15 micro-USD, in nano-USD.
    private void assertExactly(long quotaTokens, long nanoUsd) {
        assertThat(world.tenantStanding().tokensToday()).isEqualTo(quotaTokens);
        assertThat(world.tenantStanding().nanoUsdThisMonth()).isEqualTo(nanoUsd);
        assertThat(100_000 - world.targetStanding(A).tokens().remaining()).isBetween(quotaTokens - 1_000, quotaTokens);
        assertThat(world.settled()).isTrue();
    }

    static Stream<List<ModelStream.Piece>> incomplete() {
        return Stream.of(
                List.of(PlayedGateway.text("1234567"), new ModelStream.Piece.End()),
                List.of(PlayedGateway.text("1234567"), PlayedGateway.messageStop(), new ModelStream.Piece.End()),
                List.of(PlayedGateway.text("1234567"), PlayedGateway.broken("connection reset")));
    }

    @ParameterizedTest
    @MethodSource("incomplete")
    void a_stream_without_its_closing_events_is_broken_and_charged_for_what_was_seen(List<ModelStream.Piece> pieces)
            throws Exception {
        world.transport.on(A, new Attempted.Opened(world.stream(MOMENT, pieces.toArray(ModelStream.Piece[]::new))));
        FakeClient client = world.serve(PlayedGateway.call(true, 4_096));
        assertThat(client.frames).endsWith("broken").doesNotContain("end");
        assertThat(ended().ending()).isEqualTo(GatewayEvent.RequestEnded.BROKEN);
        assertThat(world.health.observed).last().isInstanceOf(Outcome.BrokenStream.class);
        assertThat(world.tenantStanding().tokensToday()).as("26 in, 2 out x 5").isEqualTo(36);
        assertThat(world.settled()).isTrue();
    }

    @Test
    void a_stream_that_broke_after_its_metadata_is_charged_exactly_and_still_broken() throws Exception {
        world.transport.on(
                A,
                new Attempted.Opened(world.stream(
                        MOMENT,
                        PlayedGateway.text("x"),
                        PlayedGateway.metadata(26, 10),
                        PlayedGateway.broken("reset"))));
        assertThat(world.serve(PlayedGateway.call(true, 4_096)).frames).endsWith("broken");
        assertThat(world.tenantStanding().tokensToday()).isEqualTo(76);
    }

    static Stream<Outcome> endsOfConnections() {
        return Stream.of(
                new Outcome.BrokenStream("reset"),
                new Outcome.BrokenStream("InternalServerException in the middle of the stream"),
                new Outcome.TooSlow(TimeLimit.Owner.IDLE));
    }

    @ParameterizedTest
    @MethodSource("endsOfConnections")
    void a_stream_whose_closing_events_have_come_is_whole_however_its_connection_ends(Outcome end) throws Exception {
        world.transport.on(
                A,
                new Attempted.Opened(world.stream(
                        MOMENT,
                        PlayedGateway.text("x"),
                        PlayedGateway.messageStop(),
                        PlayedGateway.metadata(26, 10),
                        new ModelStream.Piece.Broken(end))));
        assertThat(world.serve(PlayedGateway.call(true, 4_096)).frames)
                .endsWith("end")
                .doesNotContain("broken");
        assertThat(ended().ending()).isEqualTo(GatewayEvent.RequestEnded.OK);
        assertThat(world.health.observed).last().isInstanceOf(Outcome.Answered.class);
        assertThat(world.tenantStanding().tokensToday()).isEqualTo(76);
    }

    @Test
    void when_the_client_has_gone_the_rest_is_read_and_settled_from_its_metadata() throws Exception {
        PlayedGateway.PlayedStream stream = world.stream(
                MOMENT,
                PlayedGateway.text("a"),
                PlayedGateway.text("b"),
                PlayedGateway.messageStop(),
                PlayedGateway.metadata(26, 1_203),
                new ModelStream.Piece.End());
        world.transport.on(A, new Attempted.Opened(stream));
        FakeClient client = world.serve(PlayedGateway.call(true, 4_096), new FakeClient(1), TIME);
        assertThat(client.frames).hasSize(1);
        assertThat(stream.left()).isZero();
        assertExactly(6_041, 18_123_000);
        assertThat(ended().ending()).isEqualTo(GatewayEvent.RequestEnded.CLIENT_LEFT);
        assertThat(world.health.observed).containsExactly(new Outcome.Answered());
    }

    @Test
    void a_drain_is_cut_off_after_thirty_seconds_and_charged_as_reserved() throws Exception {
        ModelStream.Piece[] endless =
                Stream.generate(() -> PlayedGateway.text("x")).limit(100).toArray(ModelStream.Piece[]::new);
        PlayedGateway.PlayedStream stream = world.stream(Duration.ofSeconds(1), endless);
        world.transport.on(A, new Attempted.Opened(stream));
        world.serve(PlayedGateway.call(true, 4_096), new FakeClient(1), Duration.ofMinutes(2));
        assertThat(100 - stream.left()).isBetween(32, 33);
        assertThat(stream.closed).isTrue();
        assertThat(world.tenantStanding().tokensToday()).as("burndown 5").isEqualTo(26 + 4_096 * 5);
        assertThat(world.settled()).isTrue();
    }

    @Test
    void a_client_that_left_before_a_whole_answer_is_charged() throws Exception {
        world.transport.on(A, PlayedGateway.whole(26, 1_203));
        world.serve(PlayedGateway.call(false, 4_096), new FakeClient(0), TIME);
        assertExactly(6_041, 18_123_000);
        assertThat(ended().ending()).isEqualTo(GatewayEvent.RequestEnded.CLIENT_LEFT);
    }

    @Test
    void a_call_given_up_as_too_slow_is_charged_as_reserved_to_the_tenant_and_to_its_target() throws Exception {
        world.transport
                .on(A, PlayedGateway.failed(new Outcome.TooSlow(TimeLimit.Owner.FIRST_TOKEN)))
                .on(HAIKU, PlayedGateway.whole(26, 100));
        world.serve(PlayedGateway.call(false, 1_000));
        assertThat(world.tenantStanding().tokensToday()).as("burndown 5").isEqualTo(5_026);
        assertThat(world.targetStanding(A).tokens().remaining()).isEqualTo(100_000 - 1_026);
        assertThat(world.settled()).isTrue();
    }

    @Test
    void what_the_model_reports_is_what_later_requests_reserve() throws Exception {
        for (int i = 0; i < 60; i++) {
            world.transport.on(A, PlayedGateway.whole(52, 10));
            world.serve(PlayedGateway.call(false, 100));
            world.pass(Duration.ofMinutes(1));
        }
        long before = world.tenantStanding().tokensToday();
        world.transport.on(
                A, new Attempted.Opened(world.stream(MOMENT, PlayedGateway.text("a"), PlayedGateway.broken("gone"))));
        world.serve(PlayedGateway.call(true, 100), new FakeClient(), TIME);
        assertThat(world.tenantStanding().tokensToday() - before)
                .as("a stream without usage is charged by the estimate of its input")
                .isBetween(52L, 60L);
    }

    @Test
    void a_defect_of_the_transport_leaves_nothing_held_and_is_charged_as_reserved() {
        world.transport.on(A, () -> {
            throw new IllegalStateException("a defect of the transport");
        });
        assertThatThrownBy(() -> world.serve(PlayedGateway.call(false, 1_000))).hasMessage("a defect of the transport");
        assertThat(world.settled()).isTrue();
        assertThat(world.tenantStanding().tokensToday()).as("burndown 5").isEqualTo(5_026);
        assertThat(world.targetStanding(A).tokens().remaining()).isEqualTo(100_000 - 1_026);
    }

    @Test
    void a_defect_of_the_dialect_in_the_middle_of_a_stream_leaves_nothing_held() {
        PlayedGateway.PlayedStream stream =
                world.stream(MOMENT, PlayedGateway.text("1234567"), PlayedGateway.text("defect"));
        world.transport.on(A, new Attempted.Opened(stream));
        assertThatThrownBy(() -> world.serve(PlayedGateway.call(true, 1_000))).hasMessage("a defect of the dialect");
        assertThat(stream.closed).isTrue();
        assertThat(world.settled()).isTrue();
        assertThat(world.tenantStanding().tokensToday())
                .as("26 in, ceil(13 / 3.5) out x 5")
                .isEqualTo(46);
    }

    @Test
    void a_defect_while_the_target_is_settled_still_charges_its_answer_to_the_tenant() {
        world.transport.on(A, () -> {
            world.targetItems.defect = true;
            return PlayedGateway.whole(26, 10);
        });
        assertThatThrownBy(() -> world.serve(PlayedGateway.call(false, 100))).hasMessage("a defect of the store");
        assertThat(world.tenantStanding().tokensToday()).as("26 in, 10 out x 5").isEqualTo(76);
        assertThat(world.tenantStanding().inFlight()).isZero();
    }

    @Test
    void a_lost_settlement_is_reported_and_not_repeated() throws Exception {
        world.transport.on(A, () -> {
            world.targetItems.down = true;
            return PlayedGateway.whole(26, 10);
        });
        assertThat(world.serve(PlayedGateway.call(false, 100)).reply().status()).isEqualTo(200);
        assertThat(world.events(GatewayEvent.SettlementLost.class))
                .singleElement()
                .satisfies(lost -> assertThat(lost.ledgerKey()).startsWith("P#a/"));
    }

    @Test
    void what_a_tenant_has_used_of_its_day_and_month_is_reported_with_its_settlement() throws Exception {
        world = new PlayedGateway(
                Limits.UNLIMITED.with(LimitName.TOKENS_PER_DAY, 1_000).with(LimitName.USD_PER_MONTH, 1_000_000_000L),
                Sample.route(List.of(A), List.of(HAIKU)));
        world.transport.on(A, PlayedGateway.whole(50, 10));
        world.serve(PlayedGateway.call(false, 100));
        assertThat(world.events(GatewayEvent.QuotaUsed.class))
                .as("50 in, 10 out x 5, of a day of 1000")
                .extracting(GatewayEvent.QuotaUsed::perMillion)
                .containsExactly(100_000L);
    }

    private GatewayEvent.RequestEnded ended() {
        return world.events(GatewayEvent.RequestEnded.class).getLast();
    }

    @Test
    void a_call_that_fails_and_whose_room_cannot_be_given_back_is_reported_with_its_ledger() throws Exception {
        world.transport.on(A, () -> {
            world.targetItems.down = true;
            return PlayedGateway.failed(new Outcome.ServerFault());
        });
        world.serve(PlayedGateway.call(false, 100));
        assertThat(world.events(GatewayEvent.SettlementLost.class))
                .first()
                .satisfies(lost -> assertThat(lost.ledgerKey()).startsWith("P#a/"));
    }

    @Test
    void a_tenant_that_cannot_be_settled_is_reported_with_its_ledger() throws Exception {
        world.transport.on(A, () -> {
            world.tenantItems.down = true;
            return PlayedGateway.whole(26, 10);
        });
        assertThat(world.serve(PlayedGateway.call(false, 100)).reply().status()).isEqualTo(200);
        assertThat(world.events(GatewayEvent.SettlementLost.class))
                .singleElement()
                .satisfies(lost -> assertThat(lost.ledgerKey()).isEqualTo("T#search"));
    }

    @Test
    void a_defect_while_room_is_given_back_does_not_hide_the_one_before() {
        world.transport.on(A, () -> {
            world.targetItems.defect = true;
            throw new IllegalStateException("a defect of the transport");
        });
        assertThatThrownBy(() -> world.serve(PlayedGateway.call(false, 100)))
                .hasMessage("a defect of the transport")
                .satisfies(thrown -> assertThat(thrown.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("a defect of the store"));
    }

    @Test
    void an_attempt_that_was_cut_off_may_have_cost_all_that_was_reserved_and_one_that_ended_what_it_reports()
            throws Exception {
        ModelStream.Piece[] endless =
                Stream.generate(() -> PlayedGateway.text("x")).limit(100).toArray(ModelStream.Piece[]::new);
        world.transport.on(A, new Attempted.Opened(world.stream(Duration.ofSeconds(1), endless)));
        world.serve(PlayedGateway.call(true, 4_096), new FakeClient(1), Duration.ofMinutes(2));
        assertThat(attempt().tokens()).isEqualTo(26 + 4_096 * 5);
        assertThat(ended().served().chargedTokens()).isEqualTo(26 + 4_096 * 5);

        world.transport.on(
                A,
                new Attempted.Opened(world.stream(
                        MOMENT,
                        PlayedGateway.text("Hello"),
                        PlayedGateway.messageStop(),
                        PlayedGateway.metadata(26, 1_203),
                        new ModelStream.Piece.End())));
        world.serve(PlayedGateway.call(true, 4_096));
        assertThat(attempt().tokens()).isEqualTo(6_041);
    }

    private GatewayEvent.AttemptEnded attempt() {
        return world.events(GatewayEvent.AttemptEnded.class).getLast();
    }

    @Test
    void what_a_streaming_model_reports_is_what_later_requests_reserve() throws Exception {
        for (int i = 0; i < 60; i++) {
            world.transport.on(
                    A,
                    new Attempted.Opened(world.stream(
                            MOMENT,
                            PlayedGateway.text("Hello"),
                            PlayedGateway.messageStop(),
                            PlayedGateway.metadata(52, 10),
                            new ModelStream.Piece.End())));
            world.serve(PlayedGateway.call(true, 100));
        }
        assertThat(world.counter.count(world.tenant, PlayedGateway.call(false, 100), world.instant()))
                .isInstanceOfSatisfying(
                        Validated.Valid.class,
                        valid -> assertThat(((TokenCounter.InputCount) valid.value()).tokens())
                                .isBetween(52L, 60L));
    }
}
