package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Terms;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.operations.Ledger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a tenant's terms and amendments mean for its callers.
final class TenantTermsTest {
    private static final RoutedTarget A = PlayedGateway.target("a", Sample.EAST, Sample.SONNET_US);

    private PlayedGateway world = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(A)));

    @Test
    void a_suspended_tenant_is_told_so_and_not_to_come_back_by_itself() throws Exception {
        Ledger operator = new Ledger(world.tenantItems, new Epochs(Duration.ofMinutes(5)));
        operator.amend("T#" + world.tenant.id(), Amendments.NONE.withSuspended(true), world.instant());
        FakeClient refused = world.serve(PlayedGateway.call(false, 100));
        assertThat(kind(refused)).isEqualTo("Suspended");
        assertThat(refused.header("x-should-retry")).isEqualTo("false");
        assertThat(refused.header("retry-after")).isEmpty();
    }

    @Test
    void a_limit_in_shadow_lets_a_request_through_and_says_that_it_would_not_have() throws Exception {
        Set<LimitName> shadow = Set.of(LimitName.REQUESTS_PER_MINUTE);
        world = new PlayedGateway(
                new Terms(Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, 1), 1, shadow, false),
                Sample.route(List.of(A)));
        world.transport.on(A, PlayedGateway.whole(26, 10));
        world.transport.on(A, PlayedGateway.whole(26, 10));
        world.serve(PlayedGateway.call(false, 100));
        assertThat(world.events(GatewayEvent.LimitOverlooked.class)).isEmpty();
        assertThat(world.serve(PlayedGateway.call(false, 100)).reply().status()).isEqualTo(200);
        assertThat(world.events(GatewayEvent.LimitOverlooked.class))
                .singleElement()
                .satisfies(event -> assertThat(event.limit()).isEqualTo("requestsPerMinute"));
    }

    @Test
    void output_can_be_reserved_at_its_burndown() throws Exception {
        long burndown = A.profile().model().burndown();
        long asked = PlayedGateway.INPUT_TOKENS + 100 * burndown;
        assertThat(burndown).isGreaterThan(1);
        world = new PlayedGateway(burning(asked), Sample.route(List.of(A)));
        world.transport.on(A, PlayedGateway.whole(26, 10));
        assertThat(world.serve(PlayedGateway.call(false, 100)).reply().status()).isEqualTo(200);
        world = new PlayedGateway(burning(asked - 1), Sample.route(List.of(A)));
        assertThat(kind(world.serve(PlayedGateway.call(false, 100)))).isEqualTo("InvalidRequest");
    }

    private static Terms burning(long tokensPerMinute) {
        return new Terms(Limits.UNLIMITED.with(LimitName.TOKENS_PER_MINUTE, tokensPerMinute), 1, Set.of(), true);
    }

    private static String kind(FakeClient client) {
        return new String(client.reply().body(), StandardCharsets.UTF_8);
    }

    @Test
    void whether_a_tenants_ledger_answers_can_be_asked_without_a_change_of_it() {
        TenantLedger ledger = new TenantLedger(new Ledger(world.tenantItems, PlayedGateway.EPOCHS));

        assertThat(ledger.answers(world.tenant)).isTrue();
        world.tenantItems.down = true;
        assertThat(ledger.answers(world.tenant)).isFalse();
        assertThat(world.tenantItems.read("T#search").numbers()).isEmpty();
    }
}
