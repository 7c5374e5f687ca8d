package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.event.GatewayEvent;
import io.breakwater.routing.Outcome;
import org.junit.jupiter.api.Test;

/// A ledger that does not answer, or does not take what is written: what is refused, and what is reported.
final class GatewayStoresTest extends GatewayFixture {
    @Test
    void without_the_ledger_a_request_is_refused() throws Exception {
        world.tenantItems.down = true;
        assertRefused(world.serve(PlayedGateway.call(false, 100)), "LedgerUnavailable");
    }

    @Test
    void without_the_capacity_ledger_there_is_no_capacity() throws Exception {
        world.targetItems.down = true;
        FakeClient client = world.serve(PlayedGateway.call(false, 100));
        assertRefused(client, "NoCapacity");
        assertThat(client.header("x-breakwater-attempts")).isEqualTo("0");
    }

    @Test
    void a_store_that_does_not_answer_is_reported_with_whose_ledger_it_is() throws Exception {
        world.tenantItems.down = true;
        assertRefused(world.serve(PlayedGateway.call(false, 100)), "LedgerUnavailable");
        assertThat(world.events(GatewayEvent.StoreFailed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.ledgerKey()).isEqualTo("T#search"));
    }

    @Test
    void a_targets_ledger_that_does_not_answer_is_reported_with_its_key() throws Exception {
        world.targetItems.down = true;
        world.serve(PlayedGateway.call(false, 100));
        assertThat(world.events(GatewayEvent.StoreFailed.class))
                .extracting(GatewayEvent.StoreFailed::ledgerKey)
                .contains("P#" + A.target().label());
    }

    @Test
    void a_throttle_that_cannot_be_written_down_is_reported_and_the_request_goes_on() throws Exception {
        String key = "P#" + A.target().label();
        world.transport
                .on(A, () -> {
                    world.targetItems.busy = key;
                    return PlayedGateway.failed(new Outcome.Throttled(Outcome.Quota.TOKENS));
                })
                .on(HAIKU, PlayedGateway.whole(26, 10));
        assertThat(world.serve(PlayedGateway.call(false, 100)).reply().status()).isEqualTo(200);
        assertThat(world.events(GatewayEvent.StoreFailed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.ledgerKey()).isEqualTo(key))
                .satisfies(failed -> assertThat(failed.reason()).isEqualTo("throttled"));
        assertThat(world.events(GatewayEvent.SettlementLost.class))
                .as("of the call that was throttled")
                .singleElement()
                .satisfies(lost -> assertThat(lost.ledgerKey()).isEqualTo(key));
    }

    @Test
    void a_throttle_of_which_nobody_knows_whether_it_was_written_down_is_reported_too() throws Exception {
        world.transport.on(A, () -> {
            world.targetItems.down = true;
            return PlayedGateway.failed(new Outcome.Throttled(Outcome.Quota.TOKENS));
        });
        world.serve(PlayedGateway.call(false, 100));
        assertThat(world.events(GatewayEvent.StoreFailed.class))
                .extracting(GatewayEvent.StoreFailed::ledgerKey)
                .contains("P#" + A.target().label());
    }

    @Test
    void a_throttle_that_is_written_down_is_no_trouble() throws Exception {
        world.transport
                .on(A, PlayedGateway.failed(new Outcome.Throttled(Outcome.Quota.TOKENS)))
                .on(HAIKU, PlayedGateway.whole(26, 10));
        world.serve(PlayedGateway.call(false, 100));
        assertThat(world.events(GatewayEvent.StoreFailed.class)).isEmpty();
    }
}
