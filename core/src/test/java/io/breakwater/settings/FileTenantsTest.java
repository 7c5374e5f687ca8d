package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Terms;
import io.breakwater.tenancy.Plans;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A file's plans and tenants on their way through a store.
class FileTenantsTest {
    private static final String TEXT = SmallEnvironment.TEXT.replace(
                    "plans:\n", "plans:\n  exact: { usdPerMonth: 0.10, tokensPerMinute: 100000 }\n")
            + "  - { id: batch, plan: exact, models: [\"*\"], priority: low }\n";

    private static ConfigText text(String environment) {
        return new ConfigText("test.yaml", environment);
    }

    private static Settings valid(Loaded<Settings> loaded) {
        return switch (loaded) {
            case Loaded.Valid(Settings settings) -> settings;
            case Loaded.Invalid<Settings> invalid -> throw new AssertionError(invalid.problems());
        };
    }

    private static final Settings WHOLE = valid(SettingsReader.read(Shipped.catalogue(), text(TEXT)));
    private static final EnvironmentParts PARTS = EnvironmentParts.of(text(TEXT));
    private static final Settings PACKAGED =
            valid(SettingsReader.readPackaged(Shipped.catalogue(), text(PARTS.packaged())));

    @Test
    void plans_and_tenants_mean_after_the_store_what_they_mean_in_the_file() {
        FileTenants stored = FileTenants.read(PARTS.data());
        TenantEntries entries = TenantEntries.of(PACKAGED);
        Plans plans = entries.plans(stored.plans());

        assertThat(plans).isEqualTo(WHOLE.commonTerms());
        Map<TenantId, Tenant> read = stored.entries().stream()
                .map(entry -> entries.tenant(entry, plans).orElseThrow())
                .collect(Collectors.toMap(Tenant::id, tenant -> tenant));
        assertThat(read).isEqualTo(WHOLE.topology().tenants());
        assertThat(stored.ids()).isEqualTo(read.keySet());
    }

    @Test
    void what_is_packaged_is_the_same_whoever_the_tenants_are() {
        assertThat(EnvironmentParts.of(text(TEXT + "  - { id: more, plan: exact, models: [sonnet] }\n"))
                        .packaged())
                .isEqualTo(PARTS.packaged());
        assertThat(PACKAGED.topology().tenants()).isEmpty();
        assertThat(PACKAGED.plans()).isEmpty();
        assertThat(PACKAGED.topology().routes()).isEqualTo(WHOLE.topology().routes());
    }

    @Test
    void a_file_that_was_packaged_whole_is_read_without_its_plans_and_tenants() {
        assertThat(valid(SettingsReader.readPackaged(Shipped.catalogue(), text(TEXT))))
                .isEqualTo(PACKAGED);
    }

    @Test
    void earlier_plans_stay_beside_those_of_the_file_which_win() {
        FileTenants now = FileTenants.read(PARTS.data());
        String both = now.plansWith("{\"plans\":{\"gone\":{\"concurrency\":1},\"exact\":{\"concurrency\":2}}}");

        Map<String, Terms> terms = TenantEntries.of(PACKAGED).plans(both).terms();
        assertThat(terms)
                .containsKey("gone")
                .containsEntry("exact", WHOLE.plans().get("exact"));
        assertThat(FileTenants.planNames(both)).contains("gone", "exact", "standard");
    }

    @Test
    void what_is_no_part_of_a_file_is_refused() {
        assertThatThrownBy(() -> FileTenants.read("{}")).hasMessageContaining("synthesise and deploy again");
        assertThatThrownBy(() -> FileTenants.read("no")).hasMessageContaining("not JSON");
        assertThatThrownBy(() -> EnvironmentParts.of(text("- a list")))
                .hasMessageContaining("not an environment's file");
    }
}
