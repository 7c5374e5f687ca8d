package io.breakwater.cleanup.run;

import static io.breakwater.cleanup.own.Example.DEV;
import static io.breakwater.cleanup.own.Example.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cleanup.own.Example;
import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.OwnStack;
import io.breakwater.cleanup.own.Records;
import io.breakwater.cleanup.plan.FakeCloud;
import io.breakwater.cleanup.plan.Unreadable;
import io.breakwater.settings.Protection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {
    private static final FoundResource TABLE =
            Example.found(HOME, Kind.TABLE, "breakwater-dev-quota", "breakwater-dev-quota", DEV.tags());
    private static final FoundResource SECRET = new FoundResource(
            HOME,
            Kind.SECRET,
            "arn:secret",
            "breakwater/dev/tenants/search",
            DEV.tags(),
            "1",
            FoundResource.State.costing(400_000));
    private static final FoundResource MAYBE = Example.found(HOME, Kind.API_KEY, "k1", "breakwater-dev-old", Map.of());
    private static final FoundResource FOREIGN = Example.found(HOME, Kind.TABLE, "orders", "orders", Map.of());
    private static final String YES = "123456789012/us-east-1/dev";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void verify_says_that_nothing_is_left() {
        assertThat(run(cloud(FOREIGN), "verify", "--env", "dev")).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("nothing is left of dev");
    }

    @Test
    void verify_lists_what_is_left_where_why_and_what_it_costs() {
        assertThat(run(cloud(SECRET, MAYBE), "verify", "--env", "dev")).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "STRAY       123456789012/us-east-1: secret breakwater/dev/tenants/search (arn:secret), $0.40")
                .contains("left behind, as its tags and its name say")
                .contains("DOUBTFUL    123456789012/us-east-1: API Gateway key breakwater-dev-old (k1)")
                .contains("left of dev: 1 strays, 1 doubtful, 0 stacks; $0.40 a month");
    }

    @Test
    void verify_is_not_content_while_a_stack_stands() {
        OwnStack stack = new OwnStack(HOME, "breakwater-dev-shard-a", "arn", "DELETE_FAILED");
        FakeCloud cloud = new FakeCloud(List.of(), new Records(List.of(stack), Set.of(), Map.of()));
        assertThat(run(cloud, "verify", "--env", "dev")).isEqualTo(1);
        assertThat(out.toString()).contains("breakwater-dev-shard-a (DELETE_FAILED)", "its deletion failed");
    }

    @Test
    void a_place_that_cannot_be_read_is_never_nothing_left() {
        for (String command : List.of("verify", "plan")) {
            FakeCloud cloud = cloud();
            cloud.hide(new Unreadable(HOME, "IAM roles", "not authorized to perform iam:ListRoles"));
            assertThat(run(cloud, command, "--env", "dev", command.equals("plan") ? "--out=" + plan() : "--json=false"))
                    .isEqualTo(2);
            assertThat(out.toString()).contains("IAM roles").doesNotContain("nothing is left");
        }
        assertThat(plan()).doesNotExist();
    }

    @Test
    void credentials_of_another_account_are_refused() {
        CleanupAccess.Opening refusing = _ -> new CleanupAccess.Refused("sign in to 123456789012");
        assertThat(run(refusing, "verify", "--env", "dev")).isEqualTo(2);
        assertThat(err.toString()).contains("sign in to 123456789012");
    }

    @Test
    void plan_then_apply_removes_exactly_what_was_planned() {
        FakeCloud cloud = cloud(TABLE, SECRET, FOREIGN);
        assertThat(run(cloud, "plan", "--env", "dev", "--out", plan().toString()))
                .isZero();
        assertThat(out.toString()).contains("apply --env dev --plan " + plan() + " --yes " + YES);
        FoundResource later = Example.found(HOME, Kind.TOPIC, "arn:t", "breakwater-dev-alarms", DEV.tags());
        cloud.replace(FOREIGN, later);

        assertThat(apply(cloud)).as("a stray is left that no plan had").isEqualTo(1);
        assertThat(cloud.there()).containsExactly(later);
        assertThat(out.toString()).contains("removed 2, gone already 0, failed 0", "run plan and apply again");
    }

    @Test
    void apply_is_well_when_the_second_look_finds_nothing() {
        FakeCloud cloud = cloud(TABLE, FOREIGN);
        run(cloud, "plan", "--env", "dev", "--out", plan().toString());
        assertThat(apply(cloud)).isZero();
        assertThat(apply(cloud)).as("again").isZero();
        assertThat(cloud.there()).containsExactly(FOREIGN);
    }

    @Test
    void a_doubtful_resource_stays_and_apply_says_so() {
        FakeCloud cloud = cloud(TABLE, MAYBE);
        run(cloud, "plan", "--env", "dev", "--out", plan().toString());
        assertThat(apply(cloud)).isEqualTo(1);
        assertThat(cloud.there()).containsExactly(MAYBE);
        assertThat(out.toString()).contains("nothing but its name speaks for its being this environment's");
    }

    @Test
    void an_old_plan_is_refused_and_nothing_is_removed() {
        FakeCloud cloud = cloud(TABLE);
        run(cloud, "plan", "--env", "dev", "--out", plan().toString());
        now = now.plus(Duration.ofMinutes(61));
        assertThat(apply(cloud)).isEqualTo(1);
        assertThat(err.toString()).contains("one is good for an hour");
        assertThat(cloud.there()).containsExactly(TABLE);
    }

    @Test
    void a_tampered_plan_is_refused() throws IOException {
        FakeCloud cloud = cloud(TABLE, FOREIGN);
        run(cloud, "plan", "--env", "dev", "--out", plan().toString());
        Files.writeString(plan(), Files.readString(plan()).replace("breakwater-dev-quota", "orders"));
        assertThat(apply(cloud)).isEqualTo(1);
        assertThat(err.toString()).contains("it was changed since it was written");
        assertThat(cloud.there()).containsExactlyInAnyOrder(TABLE, FOREIGN);
    }

    @Test
    void apply_without_a_plan_is_refused_with_what_to_do() {
        assertThat(apply(cloud(TABLE))).isEqualTo(1);
        assertThat(err.toString()).contains("cannot be read; make one with plan");
    }

    @Test
    void a_defect_is_told_with_its_causes_and_is_no_fault_of_the_plan() {
        run(cloud(TABLE), "plan", "--env", "dev", "--out", plan().toString());
        CleanupAccess.Opening broken = _ -> {
            throw new IllegalArgumentException("a look came to a defect", new IllegalStateException("no name"));
        };
        assertThat(run(broken, "apply", "--env", "dev", "--plan", plan().toString(), "--yes", YES))
                .isEqualTo(2);
        assertThat(err.toString()).contains("a look came to a defect: no name").doesNotContain("cannot use the plan");
    }

    @Test
    void json_is_one_object() {
        assertThat(run(cloud(SECRET), "verify", "--env", "dev", "--json")).isEqualTo(1);
        assertThat(out.toString()).contains("\"nothingLeft\" : false", "\"monthlyMicroUsd\" : 400000");
    }

    private int apply(FakeCloud cloud) {
        return run(cloud, "apply", "--env", "dev", "--plan", plan().toString(), "--yes", YES);
    }

    private Path plan() {
        return folder.resolve("plan.json");
    }

    private int run(FakeCloud cloud, String... args) {
        return run(_ -> new CleanupAccess.Open(DEV, Protection.DISPOSABLE, cloud, () -> {}), args);
    }

    private int run(CleanupAccess.Opening opening, String... args) {
        CommandLine line = CleanupMain.commandLine(_ -> opening, () -> now, _ -> {});
        return line.setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private static FakeCloud cloud(FoundResource... there) {
        return new FakeCloud(List.of(there), Records.NONE);
    }
}
