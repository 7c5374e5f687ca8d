package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.Capacity;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Shares;
import io.breakwater.quota.outage.Outage;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Claims about priorities on the request path. The tenant has standard priority: 35 percent of the
/// target are its own, in a bucket of a quarter of a minute, and it borrows three quarters of what is
/// not kept for others.
final class PriorityTest {
    private static final RoutedTarget A = Sample.target("a", Sample.EAST, Sample.SONNET_US, new Capacity(0, 10_000));
    private static final RoutedTarget B = PlayedGateway.target("b", Sample.EAST, Sample.SONNET_US);

    @Test
    void an_answer_says_whose_room_it_took() throws Exception {
        PlayedGateway world = world(A);
        answer(world, A, 2);
        assertThat(world.serve(PlayedGateway.call(false, 600)).header("x-breakwater-capacity"))
                .contains("guaranteed");
        assertThat(world.serve(PlayedGateway.call(false, 2_000)).header("x-breakwater-capacity"))
                .contains("borrowed");
        assertThat(world.settled()).isTrue();
    }

    @Test
    void a_refusal_says_that_the_rest_is_kept_for_other_priorities() throws Exception {
        PlayedGateway world = world(A);
        FakeClient refused = world.serve(PlayedGateway.call(false, 7_000));
        assertThat(refused.reply().status()).isNotEqualTo(200);
        assertThat(refused.header("x-breakwater-capacity")).isEmpty();
        answer(world, A, 4_900);
        world.serve(PlayedGateway.call(false, 4_900));
        refused = world.serve(PlayedGateway.call(false, 2_000));
        assertThat(refused.reply().status()).isNotEqualTo(200);
        assertThat(refused.header("x-breakwater-capacity")).contains("kept");
    }

    @Test
    void more_than_its_share_can_ever_give_is_told_with_both_numbers_and_never_retried() throws Exception {
        PlayedGateway world = world(A);
        FakeClient refused = world.serve(PlayedGateway.call(false, 9_000));
        assertThat(refused.reply().body()).asString().isEqualTo("InvalidRequest");
        assertThat(refused.header("retry-after")).isEmpty();
        assertThat(refused.header("x-should-retry")).isEqualTo("false");
    }

    @Test
    void what_one_target_keeps_for_others_another_may_have() throws Exception {
        PlayedGateway world = world(A, B);
        answer(world, B, 10);
        assertThat(world.serve(PlayedGateway.call(false, 7_000)).reply().status())
                .isEqualTo(200);
        assertThat(world.transport.called).containsExactly(B.target());
    }

    @Test
    void without_shares_an_answer_says_nothing_of_them() throws Exception {
        PlayedGateway world = new PlayedGateway(
                Sample.tenant(Limits.UNLIMITED), Sample.route(List.of(A)), Shares.NONE, Outage.closed());
        answer(world, A, 10);
        assertThat(world.serve(PlayedGateway.call(false, 9_000)).header("x-breakwater-capacity"))
                .isEmpty();
    }

    private static void answer(PlayedGateway world, RoutedTarget target, long output) {
        for (int answer = 0; answer < 2; answer++) {
            world.transport.on(
                    target,
                    PlayedGateway.whole(26, output / target.profile().model().burndown()));
        }
    }

    private static PlayedGateway world(RoutedTarget... targets) {
        return new PlayedGateway(
                Sample.tenant(Limits.UNLIMITED), Sample.route(List.of(targets)), Shares.DEFAULT, Outage.closed());
    }
}
