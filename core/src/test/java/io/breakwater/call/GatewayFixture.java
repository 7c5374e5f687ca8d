package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A gateway with a target of tier 1 and one of tier 2, and what a refusal of it must look like.
abstract class GatewayFixture {
    static final RoutedTarget A = PlayedGateway.target("a", Sample.EAST, Sample.SONNET_US);
    static final RoutedTarget B = PlayedGateway.target("b", Sample.WEST, Sample.SONNET_US);
    static final RoutedTarget HAIKU = PlayedGateway.target("a", Sample.EAST, Sample.HAIKU_US);
    static final Limits LIMITS = Limits.UNLIMITED
            .with(LimitName.REQUESTS_PER_MINUTE, 60)
            .with(LimitName.TOKENS_PER_MINUTE, 100_000)
            .with(LimitName.TOKENS_PER_DAY, 1_000_000)
            .with(LimitName.USD_PER_MONTH, 1_000_000_000_000L)
            .with(LimitName.CONCURRENCY, 10);

    PlayedGateway world = new PlayedGateway(LIMITS, Sample.route(List.of(A), List.of(HAIKU)));

    void assertRefused(FakeClient client, String kind) {
        assertThat(client.replies).hasSize(1);
        assertThat(new String(client.reply().body(), StandardCharsets.UTF_8)).isEqualTo(kind);
        assertThat(world.settled()).as("nothing in flight").isTrue();
        assertThat(client.header("x-request-id")).isEqualTo("req-1");
        assertThat(client.header("x-should-retry")).isIn("true", "false");
        String retryAfter = client.header("retry-after");
        assertThat(retryAfter.isEmpty() || Long.parseLong(retryAfter) >= 1).isTrue();
        assertThat(ended().ending()).isEqualTo(kind);
    }

    GatewayEvent.RequestEnded ended() {
        return world.events(GatewayEvent.RequestEnded.class).getLast();
    }
}
