package io.breakwater.cleanup.run;

import static io.breakwater.cleanup.own.Example.DEV;
import static io.breakwater.cleanup.own.Example.HOME;
import static io.breakwater.cleanup.own.Example.SHARD;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cleanup.aws.FakeToolkits;
import io.breakwater.cleanup.own.Example;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Records;
import io.breakwater.cleanup.plan.ApplyRequest;
import io.breakwater.cleanup.plan.Cloud;
import io.breakwater.cleanup.plan.FakeCloud;
import io.breakwater.cleanup.plan.PlanCheck;
import io.breakwater.cleanup.plan.PlanRunner;
import io.breakwater.cleanup.plan.PlanSubject;
import io.breakwater.cleanup.plan.RemovalPlan;
import io.breakwater.settings.Protection;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootstrapCleanupCommandTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String YES = "123456789012/us-east-1/dev";
    private static final int VERSIONS = 13;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final FakeToolkits toolkits = new FakeToolkits(VERSIONS, HOME, SHARD);

    @Test
    void bucket_with_all_versions_repository_and_stack_go_in_every_place() {
        assertThat(plan()).isZero();
        assertThat(out.toString())
                .contains(
                        "CDK asset bucket cdk-hnb659fds-assets-222222222222-us-west-2, $0.01 a month",
                        "bootstrap apply --env dev",
                        "--yes " + YES + " --i-understand shared");
        assertThat(apply("shared")).isZero();
        assertThat(toolkits.there()).isEmpty();
        assertThat(out.toString()).contains("removed 6", "there is no CDK bootstrap");
        assertThat(apply("shared")).as("again").isZero();
    }

    @Test
    void while_any_other_stack_stands_the_bootstrap_of_its_place_is_in_no_plan() {
        toolkits.deploy(HOME, "orders");
        toolkits.deploy(HOME, "breakwater-dev-gateway");
        plan();
        assertThat(out.toString())
                .contains("123456789012/us-east-1: these stacks may need it: breakwater-dev-gateway, orders");
        assertThat(apply("shared")).isZero();
        assertThat(toolkits.there()).hasSize(3).allMatch(thing -> thing.startsWith(HOME.toString()));
    }

    @Test
    void where_every_place_has_a_stack_there_is_nothing_to_plan() {
        toolkits.deploy(HOME, "orders");
        toolkits.deploy(SHARD, "orders");
        assertThat(plan()).isEqualTo(1);
        assertThat(apply("shared")).isEqualTo(1);
        assertThat(Path.of(file())).doesNotExist();
        assertThat(toolkits.there()).hasSize(6);
    }

    @Test
    void a_stack_deployed_since_the_plan_stops_everything() {
        plan();
        toolkits.deploy(SHARD, "orders");
        assertThat(apply("shared")).isEqualTo(1);
        assertThat(err.toString()).contains("is in use by the stack orders; nothing was removed");
        assertThat(toolkits.there()).hasSize(6);
    }

    @Test
    void a_stack_that_is_destroyed_needs_nothing() {
        toolkits.deploy(HOME, "orders");
        toolkits.destroy(HOME, "orders");
        plan();
        assertThat(apply("shared")).isZero();
        assertThat(toolkits.there()).isEmpty();
    }

    @Test
    void that_the_bootstrap_is_shared_must_be_typed() {
        plan();
        assertThat(apply("")).isEqualTo(1);
        assertThat(err.toString()).contains("type --i-understand shared");
        assertThat(toolkits.there()).hasSize(6);
    }

    @Test
    void what_a_deleted_stack_left_is_known_by_its_events() {
        toolkits.deleteStackOnly(HOME);
        plan();
        assertThat(apply("shared")).isZero();
        assertThat(toolkits.there()).isEmpty();
    }

    @Test
    void a_stack_that_only_has_the_name_is_doubtful_and_stays() {
        toolkits.makeForeign(HOME);
        plan();
        assertThat(out.toString()).contains("nothing but its name says that the CDK made it");
        assertThat(apply("shared")).isEqualTo(1);
        assertThat(toolkits.there()).hasSize(3).allMatch(thing -> thing.startsWith(HOME.toString()));
    }

    @Test
    void a_deletion_that_failed_is_told_with_its_reason() {
        toolkits.failDeletion(SHARD);
        plan();
        assertThat(apply("shared")).isEqualTo(1);
        assertThat(err.toString()).contains("its deletion ended in DELETE_FAILED: a role would not go");
        assertThat(toolkits.there()).containsExactly(SHARD + " stack");
    }

    @Test
    void a_deletion_that_shows_only_after_a_moment_is_waited_for() {
        toolkits.showLate(SHARD);
        plan();
        assertThat(apply("shared")).isZero();
        assertThat(toolkits.there()).isEmpty();
    }

    @Test
    void a_plan_of_an_environments_strays_is_none_of_the_bootstraps() {
        FakeCloud strays = new FakeCloud(
                List.of(Example.found(HOME, Kind.TABLE, "breakwater-dev-t", "breakwater-dev-t", DEV.tags())),
                Records.NONE);
        run(strays, "plan", "--env", "dev", "--out", file());
        assertThat(apply("shared")).isEqualTo(1);
        assertThat(err.toString()).contains("which this command does not remove");
        plan();
        assertThat(run(strays, "apply", "--env", "dev", "--plan", file(), "--yes", YES))
                .isEqualTo(1);
        assertThat(toolkits.there()).hasSize(6);
    }

    @Test
    void killed_at_any_call_it_can_be_planned_again_and_finishes() throws InterruptedException {
        int calls = 0;
        boolean died;
        do {
            FakeToolkits place = new FakeToolkits(VERSIONS, HOME);
            RemovalPlan plan = RemovalPlan.of(DEV, place.cloud().scan(), NOW);
            place.killAfter(calls++);
            died = dies(place, plan);
            place.killAfter(Integer.MAX_VALUE);
            RemovalPlan anew = RemovalPlan.of(DEV, place.cloud().scan(), NOW);
            apply(place, anew);
            assertThat(place.there()).as("killed after %d calls", calls - 1).isEmpty();
        } while (died);
        assertThat(calls).isGreaterThan(20);
    }

    private static boolean dies(FakeToolkits place, RemovalPlan plan) throws InterruptedException {
        try {
            apply(place, plan);
            return false;
        } catch (FakeCloud.Killed | IllegalStateException killed) {
            return true;
        }
    }

    private static void apply(FakeToolkits place, RemovalPlan plan) throws InterruptedException {
        Cloud cloud = place.cloud();
        PlanCheck planCheck = new PlanCheck(
                plan, new ApplyRequest(DEV, Protection.DISPOSABLE, PlanSubject.BOOTSTRAP, YES, "shared", 200));
        assertThat(planCheck.refusal(NOW)).isEmpty();
        if (planCheck.against(cloud.scan(), cloud.traffic()) instanceof PlanCheck.Open open) {
            new PlanRunner(cloud, _ -> {}, _ -> {}).apply(open);
        }
    }

    private int plan() {
        return run(toolkits.cloud(), "bootstrap", "plan", "--env", "dev", "--out", file());
    }

    private int apply(String understood) {
        return run(
                toolkits.cloud(),
                "bootstrap",
                "apply",
                "--env=dev",
                "--plan=" + file(),
                "--yes=" + YES,
                "--i-understand=" + understood);
    }

    private String file() {
        return folder.resolve("plan.json").toString();
    }

    private int run(Cloud cloud, String... args) {
        return CleanupMain.commandLine(
                        _ -> _ -> new CleanupAccess.Open(DEV, Protection.DISPOSABLE, cloud, () -> {}),
                        () -> NOW,
                        _ -> {})
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
