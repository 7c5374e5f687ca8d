package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import io.breakwater.quota.ModelKey;
import io.breakwater.routing.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Claims about the model that a request is booked as.
final class ModelBillTest {
    private static final RoutedTarget A = World.target("a", Sample.EAST, Sample.SONNET_US);

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

    private long booked(char kind, ModelKey model) {
        return world.tenantItems.read("T#search").orZero(kind + model.text());
    }
}
