package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.event.GatewayEvent;
import io.breakwater.event.Served;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.TokenUsage;
import io.breakwater.quota.ModelKey;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TimeLimit;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Claims about the model that a request is booked as.
final class ModelBillTest {
    private static final RoutedTarget A = World.target("a", Sample.EAST, Sample.SONNET_US);

    private static final RoutedTarget HAIKU = World.target("a", Sample.EAST, Sample.HAIKU_US);

    private final World world = new World(Limits.UNLIMITED, Sample.route(List.of(A)));

    @Test
    void a_request_is_booked_as_the_model_that_answered() throws Exception {
        world.transport.on(A, World.whole(26, 10));
        world.serve(World.call(false, 100));
        assertThat(booked('q', ModelKey.of(Sample.SONNET_CARD.id()))).isEqualTo(1);
        assertThat(booked('n', ModelKey.of(Sample.SONNET_CARD.id()))).isEqualTo(26 + 10 * 5);
        assertThat(booked('x', ModelKey.of(Sample.SONNET_CARD.id()))).isEqualTo(26 * 3 + 10 * 15);
    }

    @Test
    void a_request_that_cost_nothing_is_booked_as_no_model() throws Exception {
        world.transport.on(A, World.failed(new Outcome.NotReady()));
        world.serve(World.call(false, 100));
        assertThat(world.tenantItems.read("T#search").numbers().keySet())
                .noneMatch(attribute -> attribute.startsWith("q"));
    }

    @Test
    void calls_that_were_given_up_are_booked_as_the_model_and_told_of_the_target_that_was_called() throws Exception {
        world.transport.on(A, World.failed(new Outcome.TooSlow(TimeLimit.Owner.FIRST_TOKEN)));
        world.serve(World.call(false, 1_000));
        long ceiling = 26 * Sample.SONNET_US.price().cacheWrite() / 1_000_000 + 1_000 * 15;
        assertThat(booked('x', ModelKey.of(Sample.SONNET_CARD.id())))
                .isEqualTo(world.tenantStanding().microUsdThisMonth())
                .isGreaterThanOrEqualTo(ceiling);
        assertThat(booked('n', ModelKey.of(Sample.SONNET_CARD.id())))
                .isEqualTo(world.tenantStanding().tokensToday())
                .isEqualTo(5_026);
        assertThat(booked('q', ModelKey.OTHER)).isZero();
        assertThat(logged().microUsd()).isEqualTo(world.tenantStanding().microUsdThisMonth());
        assertThat(logged().chargedTokens()).isEqualTo(5_026);
        assertThat(logged().abandoned()).containsExactly(A.target());
        assertThat(logged().target()).as("nobody answered").isEmpty();
    }

    @Test
    void an_answer_after_a_call_that_was_given_up_is_booked_apart_from_it() throws Exception {
        World two = new World(Limits.UNLIMITED, Sample.route(List.of(A), List.of(HAIKU)));
        two.transport
                .on(A, World.failed(new Outcome.TooSlow(TimeLimit.Owner.FIRST_TOKEN)))
                .on(HAIKU, World.whole(26, 100));
        two.serve(World.call(false, 1_000));
        Served logged = two.events(GatewayEvent.RequestEnded.class).getLast().served();
        long sonnet = booked(two, 'x', ModelKey.of(Sample.SONNET_CARD.id()));
        long haiku = booked(two, 'x', ModelKey.of(HAIKU.profile().model().id()));
        assertThat(haiku).isEqualTo(HAIKU.profile().price().microUsd(TokenUsage.of(26, 100)));
        assertThat(sonnet + haiku)
                .isEqualTo(two.tenantStanding().microUsdThisMonth())
                .isEqualTo(logged.microUsd());
        assertThat(booked(two, 'n', ModelKey.of(HAIKU.profile().model().id()))).isEqualTo(126);
        assertThat(booked(two, 'n', ModelKey.of(Sample.SONNET_CARD.id()))).isEqualTo(5_026 - 126);
        assertThat(logged.abandoned()).containsExactly(A.target());
    }

    private Served logged() {
        return world.events(GatewayEvent.RequestEnded.class).getLast().served();
    }

    private static long booked(World world, char kind, ModelKey model) {
        return world.tenantItems.read("T#search").orZero(kind + model.text());
    }

    private long booked(char kind, ModelKey model) {
        return booked(world, kind, model);
    }
}
