package io.breakwater.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.adapters.bedrock.BedrockEndpoints;
import io.breakwater.adapters.bedrock.WarmUpBedrock;
import io.breakwater.adapters.bedrock.Watchdog;
import io.breakwater.adapters.memory.InMemoryDrains;
import io.breakwater.adapters.memory.InMemoryHealthStore;
import io.breakwater.adapters.memory.InMemoryLedgerStore;
import io.breakwater.adapters.memory.InMemoryTenants;
import io.breakwater.call.Heartbeat;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.routing.TargetStores;
import io.breakwater.settings.ConfigText;
import io.breakwater.settings.EnvironmentParts;
import io.breakwater.settings.FileTenants;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Settings;
import io.breakwater.settings.SettingsReader;
import io.breakwater.settings.TenantEntries;
import io.breakwater.tenancy.Plans;
import io.breakwater.tenancy.TenantEntry;
import io.breakwater.tenancy.TenantStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The router over the state that the previous deploy left, when tenants were packaged with functions:
/// a file that still contains them, no table of the file's tenants, and tenants that operators have
/// applied.
class UpgradeTest {
    private static final ConfigText WHOLE = new ConfigText("test.yaml", MeasuredRouter.ENVIRONMENT);
    private static final EnvironmentParts PARTS = EnvironmentParts.of(WHOLE);
    private static final TenantId APPLIED = new TenantId("applied");

    private final Settings settings = packaged(WHOLE);
    private final TenantEntries entries = TenantEntries.of(settings);
    private final FileTenants file = FileTenants.read(PARTS.data());
    private final Plans plans = entries.plans(file.plans());

    /// The tables as a deploy finds them; the deploy creates the first one.
    private final InMemoryTenants configured = new InMemoryTenants();

    private final InMemoryTenants applied = new InMemoryTenants();
    private boolean made;

    private static Settings packaged(ConfigText environment) {
        try {
            Path catalogue = Path.of(System.getProperty("breakwater.root"), "config", "models.yaml");
            Loaded<Settings> loaded = SettingsReader.readPackaged(
                    new ConfigText("models.yaml", Files.readString(catalogue)), environment);
            return switch (loaded) {
                case Loaded.Valid(Settings settings) -> settings;
                case Loaded.Invalid<Settings> invalid -> throw new AssertionError(invalid.problems());
            };
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private TenantStore tables() {
        TenantStore first = id -> {
            absent();
            return configured.find(id);
        };
        return first.or(applied);
    }

    private Plans plans() {
        absent();
        return plans;
    }

    private void absent() {
        if (!made) {
            throw new IllegalStateException("Requested resource not found: Table: breakwater-dev-configured");
        }
    }

    /// Does what a deploy does: stores all tenants of the file.
    private void deploy() {
        file.entries().forEach(configured::put);
        made = true;
    }

    private WarmUpCalls callsOf(Tenant caller) {
        WarmUpTime time = new WarmUpTime(Instant.parse("2026-11-28T12:00:00Z"));
        Assembly assembly = Assembly.of(
                settings,
                new Assembly.Adapters(
                        new InMemoryLedgerStore(),
                        new TargetStores(new InMemoryHealthStore(), new InMemoryDrains()),
                        tables(),
                        this::plans,
                        WarmUpBedrock.transport(BedrockEndpoints.from(Map.of()), new Watchdog(), time),
                        _ -> {},
                        time,
                        _ -> {},
                        Heartbeat.NONE,
                        new SplittableRandom(1)));
        return new WarmUpCalls(caller, settings.topology().routes().values(), assembly.router(), time);
    }

    private Tenant first() {
        return entries.tenant(file.entries().getFirst(), plans).orElseThrow();
    }

    @Test
    void a_packaged_file_that_still_has_tenants_and_plans_means_the_same_as_one_without() {
        Settings without = packaged(new ConfigText("test.yaml", PARTS.packaged()));

        assertThat(settings).isEqualTo(without);
        assertThat(settings.topology().tenants()).isEmpty();
        assertThat(settings.plans()).isEmpty();
    }

    @Test
    void while_there_is_no_table_of_the_files_tenants_nothing_is_assumed_and_then_all_are_served_by_the_same_copy()
            throws Exception {
        WarmUpCalls calls = callsOf(first());

        assertThat(calls.run()).containsOnly(503);
        deploy();
        assertThat(calls.run()).containsOnly(200);
    }

    @Test
    void a_tenant_that_was_applied_before_is_served_as_before() throws Exception {
        TenantEntry entry = file.entries().getFirst();
        applied.put(new TenantEntry(
                APPLIED, entry.text().replace("\"" + entry.id().value() + "\"", "\"" + APPLIED.value() + "\"")));
        deploy();

        Tenant caller =
                entries.tenant(applied.find(APPLIED).orElseThrow(), plans).orElseThrow();
        assertThat(caller.id()).isEqualTo(APPLIED);
        assertThat(callsOf(caller).run()).containsOnly(200);
    }

    @Test
    void a_table_that_is_there_and_empty_is_no_reason_to_take_a_tenant_of_the_file_for_an_applied_one()
            throws Exception {
        made = true;

        assertThat(callsOf(first()).run()).doesNotContain(200);
    }
}
