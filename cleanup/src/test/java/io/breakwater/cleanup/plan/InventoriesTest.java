package io.breakwater.cleanup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cleanup.own.Example;
import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.OwnStack;
import io.breakwater.cleanup.own.Place;
import io.breakwater.cleanup.own.Recorded;
import io.breakwater.cleanup.own.Records;
import io.breakwater.cleanup.plan.PlanRunner.Applied;
import io.breakwater.settings.Protection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InventoriesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final ApplyRequest ORDER = new ApplyRequest(
            Example.DEV, Protection.DISPOSABLE, PlanSubject.ENVIRONMENT, "123456789012/us-east-1/dev", "", 200);

    static LongStream seeds() {
        return LongStream.range(0, 1_000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everything_of_ours_goes_and_nothing_of_anybody_elses(long seed) throws InterruptedException {
        LeftResources left = new LeftResources(seed);
        FakeCloud cloud = cloud(left);

        Applied applied = apply(cloud, RemovalPlan.of(Example.DEV, cloud.scan(), NOW));

        assertThat(cloud.there()).containsExactlyInAnyOrderElementsOf(left.others());
        assertThat(applied.removed()).containsExactlyInAnyOrderElementsOf(left.ours());
        assertThat(applied.after().own()).isEmpty();
    }

    @Test
    void a_late_log_group_of_a_function_in_a_shards_account_goes_and_anothers_stays() throws InterruptedException {
        String function = "breakwater-dev-invocations-us-west-2";
        OwnStack stack = new OwnStack(Example.SHARD, "breakwater-dev-shard-b-us-west-2", "arn", "DELETE_COMPLETE");
        Recorded recorded = new Recorded(Example.SHARD, "AWS::Lambda::Function", function);
        FoundResource late = logs(Example.SHARD, function);
        FoundResource unknown = logs(Example.HOME, function);
        Records records = new Records(List.of(stack), Set.of(recorded), Map.of());
        FakeCloud cloud = new FakeCloud(List.of(late, unknown), records);

        RemovalPlan plan = RemovalPlan.of(Example.DEV, cloud.scan(), NOW);

        assertThat(plan.items()).extracting(PlanItem::place).containsExactly(Example.SHARD);
        assertThat(apply(cloud, plan).removed()).containsExactly(late);
        assertThat(cloud.there()).containsExactly(unknown);
    }

    private static FoundResource logs(Place place, String function) {
        String group = "/aws/lambda/" + function;
        return Example.found(place, Kind.LOG_GROUP, group, group, Map.of());
    }

    @Test
    void killed_at_any_call_it_can_be_run_again_and_finishes() throws InterruptedException {
        LeftResources left = new LeftResources(42);
        int calls = 2 + 2 * left.ours().size();
        for (int after = 0; after < calls; after++) {
            FakeCloud cloud = cloud(left);
            RemovalPlan plan = RemovalPlan.of(Example.DEV, cloud.scan(), NOW);
            assertThat(dies(cloud, plan, after))
                    .as("killed after %d calls", after)
                    .isTrue();

            Applied applied = apply(cloud, plan);

            assertThat(cloud.there()).containsExactlyInAnyOrderElementsOf(left.others());
            assertThat(applied.removed().size() + applied.gone().size())
                    .isEqualTo(plan.items().size());
        }
    }

    @Test
    void an_applied_plan_applied_again_finds_everything_gone() throws InterruptedException {
        FakeCloud cloud = cloud(new LeftResources(7));
        RemovalPlan plan = RemovalPlan.of(Example.DEV, cloud.scan(), NOW);
        apply(cloud, plan);

        Applied again = apply(cloud, plan);

        assertThat(again.removed()).isEmpty();
        assertThat(again.gone()).hasSameSizeAs(plan.items());
    }

    @Test
    void one_that_will_not_go_does_not_keep_the_others() throws InterruptedException {
        LeftResources left = new LeftResources(3);
        FakeCloud cloud = cloud(left);
        FoundResource stuck = left.ours().getFirst();
        cloud.keep(stuck.id());

        Applied applied = apply(cloud, RemovalPlan.of(Example.DEV, cloud.scan(), NOW));

        assertThat(applied.failed()).singleElement().asString().contains("AccessDenied");
        assertThat(applied.removed()).hasSize(left.ours().size() - 1).doesNotContain(stuck);
        assertThat(applied.done()).isFalse();
    }

    private static boolean dies(FakeCloud cloud, RemovalPlan plan, int after) throws InterruptedException {
        cloud.killAfter(after);
        try {
            apply(cloud, plan);
            return false;
        } catch (FakeCloud.Killed killed) {
            return true;
        } finally {
            cloud.killAfter(Integer.MAX_VALUE);
        }
    }

    private static Applied apply(FakeCloud cloud, RemovalPlan plan) throws InterruptedException {
        PlanCheck planCheck = new PlanCheck(plan, ORDER);
        assertThat(planCheck.refusal(NOW)).isEmpty();
        PlanCheck.Verdict verdict = planCheck.against(cloud.scan(), cloud.traffic());
        assertThat(verdict).isInstanceOf(PlanCheck.Open.class);
        return new PlanRunner(cloud, _ -> {}, _ -> {}).apply((PlanCheck.Open) verdict);
    }

    private static FakeCloud cloud(LeftResources left) {
        List<FoundResource> all = new ArrayList<>(left.ours());
        all.addAll(left.others());
        return new FakeCloud(all, left.records());
    }
}
