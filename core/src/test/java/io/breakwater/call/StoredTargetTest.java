package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.call.TokenCounter.InputCount;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Validated;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.Plan;
import io.breakwater.routing.Skipped;
import io.breakwater.surface.ApiOperation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What one target has stored is answered by that target or not at all.
final class StoredTargetTest {
    private static final RoutedTarget A = PlayedGateway.target("a", Sample.EAST, Sample.SONNET_US);
    private static final RoutedTarget B = PlayedGateway.target("b", Sample.WEST, Sample.SONNET_US);
    private static final RoutedTarget HAIKU = PlayedGateway.target("a", Sample.EAST, Sample.HAIKU_US);
    private static final Instant NOW = Instant.EPOCH;
    /// This many calls are enough to change an estimate.
    private static final int ENOUGH = 10;

    private static final Outcome EXPIRED = new Outcome.BadCredentials("expired", true);

    private final PlayedGateway world =
            new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(A, B), List.of(HAIKU)));

    private FakeClient from(String label) throws InterruptedException {
        return world.serve(PlayedGateway.call(false, 100).from(Optional.of(label)));
    }

    private static String body(FakeClient client) {
        return new String(client.reply().body(), StandardCharsets.UTF_8);
    }

    @Test
    void who_goes_on_from_it_is_answered_there_whoever_else_has_room() throws Exception {
        for (RoutedTarget keeper : List.of(A, B, B, A)) {
            world.transport.on(keeper, PlayedGateway.whole(1, 1));
            assertThat(from(keeper.target().label()).header("x-breakwater-target"))
                    .isEqualTo(keeper.target().label());
        }
    }

    @Test
    void nobody_else_is_asked_when_it_fails() throws Exception {
        world.transport
                .on(B, PlayedGateway.failed(new Outcome.QuotaSpent()))
                .on(B, PlayedGateway.failed(new Outcome.QuotaSpent()));
        FakeClient client = from(B.target().label());

        assertThat(client.reply().status()).isNotEqualTo(200);
        assertThat(world.transport.called).containsOnly(B.target());
        assertThat(world.settled()).isTrue();
    }

    @Test
    void that_it_is_lost_is_told_and_not_guessed_from_words() throws Exception {
        world.transport
                .on(B, PlayedGateway.failed(new Outcome.Rejected("Tool choice 'x' not found in 'tools' parameter.")))
                .on(B, PlayedGateway.failed(new Outcome.Rejected("Item with id 'rs_1' not found.", true)));

        assertThat(body(from(B.target().label()))).contains("UpstreamRejected");
        assertThat(body(from(B.target().label()))).contains("ResponseNotFound");
    }

    @Test
    void what_is_stored_by_a_target_that_is_not_configured_any_more_is_lost_and_holds_nothing() throws Exception {
        FakeClient client = from("z/us-east-1/us.anthropic.claude-sonnet-4-6");

        assertThat(body(client)).contains("ResponseNotFound");
        assertThat(world.transport.called).isEmpty();
    }

    @Test
    void a_target_that_is_drained_is_told_of_and_one_that_is_nobodys_is_not_found() {
        Plan drained = new Plan(
                List.of(),
                List.of(
                        new Skipped(1, A.target(), Skipped.Reason.KEPT_ELSEWHERE, Optional.empty()),
                        new Skipped(1, B.target(), Skipped.Reason.DRAINED, Optional.of(NOW.plusSeconds(90)))));
        Plan outside =
                new Plan(List.of(), List.of(new Skipped(1, B.target(), Skipped.Reason.RESIDENCY, Optional.empty())));

        Refusal told = StoredCalls.unreachable(drained, NOW);
        assertThat(told.label()).isEqualTo("NoCapacity");
        assertThat(told.message()).contains("the target that has stored", "an operator has drained it");
        assertThat(told.retryAfter()).contains(Duration.ofSeconds(90));
        assertThat(StoredCalls.unreachable(outside, NOW).label()).isEqualTo("ResponseNotFound");
        assertThat(StoredCalls.unreachable(new Plan(List.of(), List.of()), NOW).label())
                .isEqualTo("ResponseNotFound");
    }

    @Test
    void credentials_that_are_refused_are_renewed_once_for_a_question_about_what_is_stored() throws Exception {
        world.transport.on(B, PlayedGateway.failed(EXPIRED)).on(B, PlayedGateway.whole(0, 0));
        FakeClient answered = asked();

        assertThat(answered.reply().status()).isEqualTo(200);
        assertThat(answered.header("x-breakwater-attempts")).isEqualTo("2");
        assertThat(world.transport.renewed).containsExactly(B.target());
        assertThat(world.settled()).isTrue();
    }

    @Test
    void credentials_that_are_refused_again_or_cannot_be_renewed_end_the_question() throws Exception {
        world.transport.on(B, PlayedGateway.failed(EXPIRED)).on(B, PlayedGateway.failed(EXPIRED));
        assertThat(asked().reply().status()).isNotEqualTo(200);
        assertThat(world.transport.called).containsExactly(B.target(), B.target());

        world.transport.on(B, PlayedGateway.failed(new Outcome.BadCredentials("no role", false)));
        assertThat(asked().reply().status()).isNotEqualTo(200);
        assertThat(world.transport.called).hasSize(3);
        assertThat(world.transport.renewed).containsExactly(B.target());
        assertThat(world.settled()).isTrue();
    }

    private FakeClient asked() throws InterruptedException {
        return world.serve(
                PlayedGateway.call(false, 100).from(Optional.of(B.target().label())),
                new StoredCall(ApiOperation.GET_RESPONSE, "resp_1", ""));
    }

    @Test
    void of_what_goes_on_from_what_is_stored_nothing_is_learnt_about_how_a_tenant_writes() throws Exception {
        Attempted.Whole longer = PlayedGateway.whole(2 * PlayedGateway.INPUT_TOKENS, 1);
        for (int call = 0; call < ENOUGH; call++) {
            world.transport.on(B, longer);
            from(B.target().label());
        }
        assertThat(estimate()).isEqualTo(PlayedGateway.INPUT_TOKENS);

        for (int call = 0; call < ENOUGH; call++) {
            world.transport.on(A, longer).on(B, longer);
            world.serve(PlayedGateway.call(false, 100));
        }
        assertThat(estimate()).isGreaterThan(PlayedGateway.INPUT_TOKENS);
    }

    private long estimate() {
        return world.counter.count(world.tenant, PlayedGateway.call(false, 100), world.instant())
                        instanceof Validated.Valid<InputCount>(InputCount count)
                ? count.tokens()
                : 0;
    }

    private GatewayEvent.RequestEnded ended() {
        return world.events(GatewayEvent.RequestEnded.class).getLast();
    }

    private FakeClient asked(FakeClient client) throws InterruptedException {
        return world.serve(
                PlayedGateway.call(false, 100).from(Optional.of(B.target().label())),
                new StoredCall(ApiOperation.GET_RESPONSE, "resp_1", ""),
                client);
    }

    @Test
    void a_question_about_what_is_stored_is_told_in_the_log_with_who_was_asked_and_that_it_cost_nothing()
            throws Exception {
        world.transport.on(B, PlayedGateway.whole(5, 5));
        asked();
        assertThat(ended().ending()).isEqualTo(GatewayEvent.RequestEnded.OK);
        assertThat(ended().served().target()).contains(B.target());
        assertThat(ended().served().complete()).isTrue();
        assertThat(ended().served().chargedTokens()).isZero();
        assertThat(world.responder.answers)
                .singleElement()
                .satisfies(told -> assertThat(told.aliased()).isFalse());

        world.transport.on(B, PlayedGateway.whole(5, 5));
        asked(new FakeClient(0));
        assertThat(ended().ending()).isEqualTo(GatewayEvent.RequestEnded.CLIENT_LEFT);
        assertThat(ended().served().complete()).isFalse();
    }

    @Test
    void what_bedrock_says_to_such_a_question_is_told_as_what_it_is() throws Exception {
        world.transport
                .on(B, PlayedGateway.failed(new Outcome.Rejected("gone", true)))
                .on(B, PlayedGateway.failed(new Outcome.Rejected("not like this")))
                .on(B, PlayedGateway.failed(new Outcome.Doubtful("strange")))
                .on(
                        B,
                        PlayedGateway.failed(
                                new Outcome.Throttled(Outcome.Quota.REQUESTS, Optional.of(Duration.ofSeconds(7)))))
                .on(B, PlayedGateway.failed(new Outcome.ServerFault()));

        assertThat(body(asked())).isEqualTo("ResponseNotFound");
        assertThat(body(asked())).isEqualTo("UpstreamRejected");
        assertThat(body(asked())).isEqualTo("UpstreamRejected");
        FakeClient throttled = asked();
        assertThat(body(throttled)).isEqualTo("UpstreamThrottled");
        assertThat(throttled.header("retry-after")).isEqualTo("7");
        assertThat(body(asked())).isEqualTo("UpstreamFailed");
        assertThat(world.settled()).isTrue();
    }

    @Test
    void where_the_target_that_has_it_is_drained_or_nobodys_the_question_is_refused_and_takes_nothing()
            throws Exception {
        FakeClient client = world.serve(
                PlayedGateway.call(false, 100).from(Optional.of("z/us-east-1/us.anthropic.claude-sonnet-4-6")),
                new StoredCall(ApiOperation.GET_RESPONSE, "resp_1", ""));

        assertThat(body(client)).isEqualTo("ResponseNotFound");
        assertThat(ended().ending()).isEqualTo("ResponseNotFound");
        assertThat(world.tenantItems.writes).isZero();
    }

    @Test
    void a_question_whose_place_in_the_tenants_limits_cannot_be_given_back_is_reported() throws Exception {
        world.transport.on(B, () -> {
            world.tenantItems.down = true;
            return PlayedGateway.whole(5, 5);
        });
        assertThat(asked().reply().status()).isEqualTo(200);
        assertThat(world.events(GatewayEvent.SettlementLost.class))
                .singleElement()
                .satisfies(lost -> assertThat(lost.ledgerKey()).isEqualTo("T#search"));
    }
}
