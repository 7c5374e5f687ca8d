package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.Capacity;
import io.breakwater.model.LimitName;
import io.breakwater.model.OutputBound;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tier;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.amendments.LimitOverride;
import io.breakwater.routing.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A second run that cannot be made, or fails: its client gets the answer that was cut, and pays for what
/// was billed.
final class SecondRunRefusedTest extends SecondRunFixture {
    @Test
    void without_room_at_the_tenant_the_cut_answer_is_delivered_and_says_why() throws Exception {
        world = world(LIMITS.with(LimitName.REQUESTS_PER_MINUTE, 41));
        shortAnswers(40);
        world.transport.on(A, cut(LEARNED));

        assertCut(serve(), "189; from=learned; second-run=no-room");
    }

    @Test
    void without_room_at_the_target_the_cut_answer_is_delivered_and_says_why() throws Exception {
        world.transport.on(A, () -> {
            world.targetItems.busy = "P#" + A.target().label();
            return cut(LEARNED);
        });

        FakeClient client = serve();

        assertThat(client.header("x-breakwater-max-tokens")).isEqualTo("189; from=learned; second-run=no-room");
        assertThat(world.tenantStanding().inFlight()).isZero();
    }

    @Test
    void without_time_for_twice_as_long_the_cut_answer_is_delivered_and_says_why() throws Exception {
        world.transport.on(A, () -> {
            world.pass(Duration.ofSeconds(25));
            return cut(LEARNED);
        });

        assertCut(serve(), "189; from=learned; second-run=no-time");
    }

    @Test
    void a_second_run_that_fails_leaves_the_cut_answer_and_what_it_may_have_cost_is_charged() throws Exception {
        long before = world.tenantStanding().tokensToday();
        world.transport.on(A, cut(LEARNED)).on(A, PlayedGateway.failed(new Outcome.ModelTimedOut()));

        FakeClient client = serve();

        assertCut(client, "189; from=learned; second-run=failed");
        assertThat(world.tenantStanding().tokensToday() - before)
                .as("the cut answer, and the most that the second may have cost, with an input of 27 by the estimate")
                .isEqualTo(26 + LEARNED * 5 + 27 + 1_024 * 5);
    }

    @Test
    void a_defect_in_the_second_run_leaves_the_cut_answer_and_what_the_call_may_have_cost_is_charged()
            throws Exception {
        long before = world.tenantStanding().tokensToday();
        world.transport.on(A, cut(LEARNED)).on(A, () -> {
            throw new IllegalStateException("must not happen");
        });

        FakeClient client = serve();

        assertCut(client, "189; from=learned; second-run=failed");
        assertThat(world.tenantStanding().tokensToday() - before).isEqualTo(26 + LEARNED * 5 + 27 + 1_024 * 5);
        assertThat(ended().served().chargedTokens()).isEqualTo(26 + LEARNED * 5 + 27 + 1_024 * 5);
        assertThat(world.events(GatewayEvent.Defect.class))
                .singleElement()
                .satisfies(defect -> assertThat(defect.last()).isFalse());
    }

    @Test
    void a_defect_of_the_targets_ledger_before_the_second_call_leaves_the_cut_answer_and_costs_nothing_more()
            throws Exception {
        long before = world.tenantStanding().tokensToday();
        world.transport.on(A, () -> {
            world.targetItems.defectAt = world.targetItems.writes + 1;
            return cut(LEARNED);
        });
        assertKept(serve());
        assertThat(world.tenantStanding().tokensToday() - before).isEqualTo(26 + LEARNED * 5);
    }

    @Test
    void a_defect_of_the_tenants_ledger_before_the_second_call_costs_nothing_more_either() throws Exception {
        long before = world.tenantStanding().tokensToday();
        world.transport.on(A, () -> {
            world.tenantItems.defectAt = world.tenantItems.writes + 2;
            return cut(LEARNED);
        });
        assertKept(serve());
        assertThat(world.tenantStanding().tokensToday() - before).isEqualTo(26 + LEARNED * 5);
    }

    @Test
    void a_defect_while_the_cut_answer_is_booked_does_not_keep_it_from_its_client() throws Exception {
        world.transport.on(A, () -> {
            world.tenantItems.defectAt = world.tenantItems.writes + 1;
            return cut(LEARNED);
        });
        assertKept(serve());
        assertThat(world.targetStanding(A).inFlight()).isZero();
        assertThat(100_000 - world.targetStanding(A).tokens().remaining())
                .as("forty before, and the cut one, with a burndown of 5")
                .isEqualTo(40 * (26 + 100 * 5) + 26 + LEARNED * 5);
    }

    private void assertKept(FakeClient client) {
        assertThat(client.text()).contains("\"outputTokens\":" + LEARNED);
        assertThat(client.header("x-breakwater-max-tokens")).isEqualTo("189; from=learned; second-run=failed");
    }

    @Test
    void a_second_run_that_is_throttled_costs_nothing() throws Exception {
        long before = world.tenantStanding().tokensToday();
        world.transport.on(A, cut(LEARNED)).on(A, PlayedGateway.failed(new Outcome.Throttled(Outcome.Quota.TOKENS)));

        assertCut(serve(), "189; from=learned; second-run=failed");
        assertThat(world.tenantStanding().tokensToday() - before).isEqualTo(26 + LEARNED * 5);
    }

    private void assertCut(FakeClient client, String maxTokens) {
        assertThat(client.reply().status()).isEqualTo(200);
        assertThat(client.text()).contains("\"stopReason\":\"max_tokens\"");
        assertThat(client.text()).contains("\"outputTokens\":" + LEARNED);
        assertThat(client.header("x-breakwater-max-tokens")).isEqualTo(maxTokens);
        assertThat(world.settled()).isTrue();
    }

    @Test
    void without_time_once_its_room_was_found_the_cut_answer_is_delivered_and_the_room_given_back() throws Exception {
        world.transport.on(A, () -> {
            int before = world.targetItems.writes;
            world.targetItems.meanwhile = () -> {
                if (world.targetItems.writes == before + 2) {
                    world.pass(Duration.ofSeconds(59));
                }
            };
            return cut(LEARNED);
        });

        assertCut(serve(), "189; from=learned; second-run=no-time");
        assertThat(world.transport.called).as("forty before").hasSize(41);
    }

    @Test
    void a_second_run_for_which_the_target_is_too_small_is_not_made() throws Exception {
        RoutedTarget small = Sample.target("b", Sample.EAST, Sample.SONNET_US, new Capacity(100, 1_000));
        world = new PlayedGateway(
                LIMITS,
                new Route(
                        Sample.SONNET,
                        1_024,
                        OutputBound.LEARNED,
                        List.of(new Tier(1, List.of(A)), new Tier(2, List.of(small))),
                        List.of()));
        shortAnswers(40);
        world.transport.on(A, PlayedGateway.failed(new Outcome.ServerFault())).on(small, cut(LEARNED));

        assertCut(serve(), "189; from=learned; second-run=no-room");
    }

    @Test
    void a_tenant_that_is_suspended_meanwhile_gets_its_cut_answer_and_no_second_run() throws Exception {
        world.transport.on(A, () -> {
            operator().amend(world.tenant, Amendments.NONE.withSuspended(true), world.instant());
            return cut(LEARNED);
        });

        assertCut(serve(), "189; from=learned; second-run=no-room");
    }

    @Test
    void a_tenant_whose_minute_is_made_smaller_than_a_second_run_meanwhile_gets_its_cut_answer() throws Exception {
        Map<LimitName, LimitOverride> smaller = Map.of(
                LimitName.TOKENS_PER_MINUTE,
                new LimitOverride(500, world.instant().plusSeconds(3_600)));
        world = world(LIMITS.with(LimitName.TOKENS_PER_MINUTE, 1_000_000));
        shortAnswers(40);
        world.transport.on(A, () -> {
            operator().amend(world.tenant, new Amendments(0, false, smaller), world.instant());
            return cut(LEARNED);
        });

        assertCut(serve(), "189; from=learned; second-run=no-room");
    }

    @Test
    void a_tenants_ledger_that_does_not_answer_costs_the_second_run_and_is_reported() throws Exception {
        world.transport.on(A, () -> {
            int before = world.tenantItems.writes;
            world.tenantItems.meanwhile = () -> world.tenantItems.down = world.tenantItems.writes > before + 1;
            return cut(LEARNED);
        });

        assertThat(serve().header("x-breakwater-max-tokens")).isEqualTo("189; from=learned; second-run=no-room");
        assertThat(world.events(GatewayEvent.StoreFailed.class))
                .extracting(GatewayEvent.StoreFailed::ledgerKey)
                .contains("T#search");
    }
}
