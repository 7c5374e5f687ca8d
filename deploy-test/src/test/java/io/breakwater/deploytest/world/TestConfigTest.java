package io.breakwater.deploytest.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.config.ConfigFolder;
import io.breakwater.deploytest.world.Environment.StackAt;
import io.breakwater.model.Guardrail;
import io.breakwater.model.TenantId;
import io.breakwater.ops.account.AccountRegion;
import io.breakwater.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestConfigTest {
    private static final Places PLACES = new Places(
            AccountRegion.parse("999999999999/eu-north-1"),
            AccountRegion.parse("888888888888/us-east-1"),
            AccountRegion.parse("777777777777/us-west-2"));

    @TempDir
    private Path folder;

    private TestConfig config;

    @BeforeEach
    void write() throws IOException {
        ConfigFolder project = new ConfigFolder(Path.of(System.getProperty("breakwater.root"), "config"));
        config = new TestConfig(project, new ConfigFolder(folder.resolve("config")), PLACES);
        config.write();
    }

    private Environment environment(String name) {
        return Environment.read(config.folder(), name);
    }

    private long tinyLimit() {
        return environment("dev")
                .settings()
                .topology()
                .tenants()
                .get(new TenantId("tiny"))
                .limits()
                .requestsPerMinute();
    }

    @Test
    void every_environment_is_valid_and_goes_to_the_given_places() {
        for (String name : TestConfig.ENVIRONMENTS) {
            Environment environment = environment(name);

            assertThat(environment.name()).isEqualTo(name);
            assertThat(environment.home()).isEqualTo(PLACES.home());
            assertThat(environment.stacks())
                    .extracting(stack -> stack.place().account())
                    .isSubsetOf(
                            PLACES.all().stream().map(AccountRegion::account).toList());
        }
        assertThat(environment("dev").stacks())
                .extracting(StackAt::toString)
                .containsExactly(
                        "breakwater-dev-cleanup in 999999999999/eu-north-1",
                        "breakwater-dev-gateway in 999999999999/eu-north-1",
                        "breakwater-dev-monitoring in 999999999999/eu-north-1",
                        "breakwater-dev-shard-a-role in 888888888888/eu-north-1",
                        "breakwater-dev-shard-a-kept in 888888888888/eu-north-1",
                        "breakwater-dev-shard-a-us-east-1 in 888888888888/us-east-1",
                        "breakwater-dev-shard-b-role in 777777777777/eu-north-1",
                        "breakwater-dev-shard-b-kept in 777777777777/eu-north-1",
                        "breakwater-dev-shard-b-us-west-2 in 777777777777/us-west-2");
    }

    @Test
    void stage_is_the_smallest_that_can_be_deployed() {
        assertThat(environment("stage").stacks()).hasSize(6);
    }

    @Test
    void what_the_projects_own_file_says_of_everything_else_stays() {
        Environment own = Environment.read(config.project(), "prod");
        Environment derived = environment("prod");

        assertThat(derived.settings().costAttribution())
                .isEqualTo(own.settings().costAttribution());
        assertThat(derived.settings().throttle()).isEqualTo(own.settings().throttle());
        assertThat(derived.settings().bodyBytes()).isEqualTo(own.settings().bodyBytes());
    }

    @Test
    void another_first_region_changes_the_order_of_prods_stacks_and_nothing_else() throws IOException {
        Environment before = environment("prod");

        config.writeProd(PLACES.shardA().region(), PLACES.shardB().region());

        assertThat(environment("prod").stacks()).containsExactlyInAnyOrderElementsOf(before.stacks());
        assertThat(environment("prod").settings().shards().getLast().regions())
                .isNotEqualTo(before.settings().shards().getLast().regions())
                .hasSize(2);
    }

    @Test
    void dev_has_pages_and_a_guardrail_in_each_place_for_a_model_of_its_own() {
        Settings dev = environment("dev").settings();
        Settings prod = environment("prod").settings();

        assertThat(dev.cors().origins()).isEqualTo(TestConfig.PAGES);
        assertThat(dev.topology().guardrails().all()).singleElement().satisfies(guardrail -> {
            assertThat(guardrail.copies()).hasSameSizeAs(dev.shards());
            assertThat(concerned(dev, guardrail)).containsExactly("search guarded");
        });
        assertThat(prod.cors().on()).isFalse();
        assertThat(prod.topology().guardrails().all()).isEmpty();
    }

    private static Stream<String> concerned(Settings settings, Guardrail guardrail) {
        return settings.topology().tenants().values().stream()
                .flatMap(tenant -> tenant.models().stream()
                        .filter(alias -> guardrail.concerns(tenant, alias))
                        .map(alias -> tenant.id() + " " + alias));
    }

    @Test
    void nobody_is_written_to_when_alarms_of_a_test_go_off() {
        for (String name : TestConfig.ENVIRONMENTS) {
            assertThat(environment(name).settings().alarms().email()).isEmpty();
        }
    }

    @Test
    void another_limit_changes_the_tiny_tenant_only() throws IOException {
        Environment before = environment("dev");
        assertThat(tinyLimit()).isEqualTo(TestConfig.FEW);

        config.writeDev(77);

        assertThat(tinyLimit()).isEqualTo(77);
        assertThat(environment("dev").settings().topology().routes())
                .isEqualTo(before.settings().topology().routes());
        assertThat(environment("dev").settings().plans().get("regular"))
                .isEqualTo(before.settings().plans().get("regular"));
    }
}
