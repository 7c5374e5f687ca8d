package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.event.GatewayEvent;
import io.breakwater.event.Served;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.TokenUsage;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.usage.ModelKey;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TimeLimit;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Claims about the model under which a request is booked.
final class ModelBillTest {
    private static final RoutedTarget A = PlayedGateway.target("a", Sample.EAST, Sample.SONNET_US);

    private static final RoutedTarget HAIKU = PlayedGateway.target("a", Sample.EAST, Sample.HAIKU_US);

    private final PlayedGateway world = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(A)));

    @Test
    void a_request_is_booked_as_the_model_that_answered() throws Exception {
        world.transport.on(A, PlayedGateway.whole(26, 10));
        world.serve(PlayedGateway.call(false, 100));
        assertThat(booked('q', ModelKey.of(Sample.SONNET_CARD.id()))).isEqualTo(1);
        assertThat(booked('n', ModelKey.of(Sample.SONNET_CARD.id()))).isEqualTo(26 + 10 * 5);
        assertThat(spent(ModelKey.of(Sample.SONNET_CARD.id()))).isEqualTo(1_000 * (26 * 3 + 10 * 15));
    }

    @Test
    void a_request_that_cost_nothing_is_booked_as_no_model() throws Exception {
        world.transport.on(A, PlayedGateway.failed(new Outcome.NotReady()));
        world.serve(PlayedGateway.call(false, 100));
        assertThat(world.tenantItems.read("T#search").numbers().keySet())
                .noneMatch(attribute -> attribute.startsWith("q"));
    }

    @Test
    void calls_that_were_given_up_are_booked_as_the_model_and_told_of_the_target_that_was_called() throws Exception {
        world.transport.on(A, PlayedGateway.failed(new Outcome.TooSlow(TimeLimit.Owner.FIRST_TOKEN)));
        world.serve(PlayedGateway.call(false, 1_000));
        long ceiling = 1_000 * (26 * Sample.SONNET_US.price().cacheWrite() / 1_000_000 + 1_000 * 15);
        assertThat(spent(ModelKey.of(Sample.SONNET_CARD.id())))
                .isEqualTo(world.tenantStanding().nanoUsdThisMonth())
                .isGreaterThanOrEqualTo(ceiling);
        assertThat(booked('n', ModelKey.of(Sample.SONNET_CARD.id())))
                .isEqualTo(world.tenantStanding().tokensToday())
                .isEqualTo(5_026);
        assertThat(booked('q', ModelKey.OTHER)).isZero();
        assertThat(logged().nanoUsd()).isEqualTo(world.tenantStanding().nanoUsdThisMonth());
        assertThat(logged().chargedTokens()).isEqualTo(5_026);
        assertThat(logged().abandoned()).containsExactly(A.target());
        assertThat(logged().target()).as("nobody answered").isEmpty();
    }

    @Test
    void an_answer_after_a_call_that_was_given_up_is_booked_apart_from_it() throws Exception {
        PlayedGateway two = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(A), List.of(HAIKU)));
        two.transport
                .on(A, PlayedGateway.failed(new Outcome.TooSlow(TimeLimit.Owner.FIRST_TOKEN)))
                .on(HAIKU, PlayedGateway.whole(26, 100));
        two.serve(PlayedGateway.call(false, 1_000));
        Served logged = two.events(GatewayEvent.RequestEnded.class).getLast().served();
        long sonnet = spent(two, ModelKey.of(Sample.SONNET_CARD.id()));
        long haiku = spent(two, ModelKey.of(HAIKU.profile().model().id()));
        assertThat(haiku).isEqualTo(HAIKU.profile().price().nanoUsd(TokenUsage.of(26, 100)));
        assertThat(sonnet + haiku)
                .isEqualTo(two.tenantStanding().nanoUsdThisMonth())
                .isEqualTo(logged.nanoUsd());
        assertThat(booked(two, 'n', ModelKey.of(HAIKU.profile().model().id()))).isEqualTo(126);
        assertThat(booked(two, 'n', ModelKey.of(Sample.SONNET_CARD.id()))).isEqualTo(5_026 - 126);
        assertThat(logged.abandoned()).containsExactly(A.target());
    }

    @Test
    void of_two_models_that_were_given_up_each_is_booked_its_part() throws Exception {
        PlayedGateway three = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(A), List.of(HAIKU)));
        three.transport
                .on(A, PlayedGateway.failed(new Outcome.TooSlow(TimeLimit.Owner.FIRST_TOKEN)))
                .on(HAIKU, PlayedGateway.failed(new Outcome.TooSlow(TimeLimit.Owner.SPLIT)));
        three.serve(PlayedGateway.call(false, 1_000));
        long sonnet = booked(three, 'n', ModelKey.of(Sample.SONNET_CARD.id()));
        long haiku = booked(three, 'n', ModelKey.of(HAIKU.profile().model().id()));
        assertThat(sonnet + haiku).as("never above the reservation").isEqualTo(5_026);
        assertThat(sonnet).as("26 + 5 x 1,000 beside 26 + 1,000").isBetween(5_026L * 5_026 / 6_052, 4_175L);
        assertThat(haiku).isPositive();
        assertThat(spent(three, ModelKey.of(Sample.SONNET_CARD.id()))
                        + spent(three, ModelKey.of(HAIKU.profile().model().id())))
                .isEqualTo(three.tenantStanding().nanoUsdThisMonth());
    }

    @Test
    void a_cheap_model_that_was_given_up_is_charged_at_its_own_price() throws Exception {
        PlayedGateway two = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(HAIKU), List.of(A)));
        two.transport
                .on(HAIKU, PlayedGateway.failed(new Outcome.TooSlow(TimeLimit.Owner.FIRST_TOKEN)))
                .on(A, PlayedGateway.failed(new Outcome.ServerFault()));
        two.serve(PlayedGateway.call(false, 1_000));
        assertThat(two.tenantStanding().tokensToday()).isEqualTo(1_026);
        assertThat(two.tenantStanding().nanoUsdThisMonth())
                .isEqualTo(HAIKU.profile().price().ceilingNanoUsd(26, 1_000));
    }

    @Test
    void each_attempt_tells_what_it_cost_or_may_have_cost() throws Exception {
        PlayedGateway two = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(A), List.of(HAIKU)));
        two.transport
                .on(A, PlayedGateway.failed(new Outcome.TooSlow(TimeLimit.Owner.FIRST_TOKEN)))
                .on(HAIKU, PlayedGateway.whole(26, 100));
        two.serve(PlayedGateway.call(false, 1_000));
        List<GatewayEvent.AttemptEnded> attempts = two.events(GatewayEvent.AttemptEnded.class);
        assertThat(attempts).extracting(GatewayEvent.AttemptEnded::tokens).containsExactly(5_026L, 126L);
        assertThat(attempts)
                .extracting(GatewayEvent.AttemptEnded::nanoUsd)
                .containsExactly(
                        A.profile().price().ceilingNanoUsd(26, 1_000),
                        HAIKU.profile().price().nanoUsd(TokenUsage.of(26, 100)));
        world.transport.on(A, PlayedGateway.failed(new Outcome.ServerFault()));
        world.serve(PlayedGateway.call(false, 1_000));
        assertThat(world.events(GatewayEvent.AttemptEnded.class).getLast().tokens())
                .isZero();
    }

    private Served logged() {
        return world.events(GatewayEvent.RequestEnded.class).getLast().served();
    }

    private static long booked(PlayedGateway world, char kind, ModelKey model) {
        return world.tenantItems.read("T#search").orZero(kind + model.text());
    }

    private static long spent(PlayedGateway world, ModelKey model) {
        return 1_000 * booked(world, 'x', model) - booked(world, 'y', model);
    }

    private long spent(ModelKey model) {
        return spent(world, model);
    }

    private long booked(char kind, ModelKey model) {
        return booked(world, kind, model);
    }

    @Test
    void a_model_that_was_given_up_and_for_which_nothing_is_left_to_charge_is_not_in_the_books() throws Exception {
        PlayedGateway two = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(HAIKU), List.of(A)));
        two.transport
                .on(HAIKU, PlayedGateway.failed(new Outcome.TooSlow(TimeLimit.Owner.FIRST_TOKEN)))
                .on(A, PlayedGateway.whole(10_000, 1_000));
        two.serve(PlayedGateway.call(false, 1_000));

        assertThat(two.tenantStanding().tokensToday())
                .as("the answer alone is more than was reserved")
                .isEqualTo(10_000 + 1_000 * 5);
        String haiku = ModelKey.of(HAIKU.profile().model().id()).text();
        assertThat(two.tenantItems.read("T#search").numbers().keySet()).noneMatch(name -> name.endsWith(haiku));
    }

    /// A settlement must not fail, whatever else has failed.
    @Test
    void a_lost_call_that_is_not_among_those_given_up_is_booked_as_its_model() {
        TenantCharge charge = charge();
        charge.lost(A, TokenUsage.of(26, 10));
        LedgerAmount sum = charge.take().orElseThrow();
        assertThat(sum).isEqualTo(TenantCharge.cost(A, TokenUsage.of(26, 10)));
        assertThat(charge.booked(sum).booking().model()).contains(ModelKey.of(Sample.SONNET_CARD.id()));
    }

    @Test
    void of_two_lost_calls_to_a_target_the_second_does_not_make_the_first_cheaper() {
        TenantCharge charge = charge().abandoned(List.of(A, A));
        charge.lost(A, TokenUsage.of(26, 10));
        charge.lost(A, TokenUsage.of(26, 1));
        LedgerAmount more = TenantCharge.cost(A, TokenUsage.of(26, 10));
        assertThat(charge.take()).contains(more.plus(more));
    }

    private TenantCharge charge() {
        LedgerAmount most = new LedgerAmount(10_000, 1_000_000_000);
        Admission admission = new TenantLedger(new Ledger(world.tenantItems, PlayedGateway.EPOCHS))
                .reserve(world.tenant, most, world.instant());
        return new TenantCharge(((Admission.Admitted) admission).reservation(), _ -> most);
    }
}
