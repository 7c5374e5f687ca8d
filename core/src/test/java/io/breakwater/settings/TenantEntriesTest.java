package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.model.Alias;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.tenancy.Plans;
import io.breakwater.tenancy.Source;
import io.breakwater.tenancy.TenantEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TenantEntriesTest {
    private static final String APPLIED = "{id: chat, plan: standard, models: [sonnet], residency: us}";

    private static final Settings SETTINGS = valid("");
    private static final Plans PLANS = SETTINGS.commonTerms();

    private final TenantEntries entries = TenantEntries.of(SETTINGS);

    /// Settings with a plan that may be spread, and with more tenants.
    private static Settings valid(String tenants) {
        String text = SmallEnvironment.TEXT.replace("plans:\n", "plans:\n  small: { concurrency: 8 }\n") + tenants;
        return ((Loaded.Valid<Settings>) SettingsReader.read(Shipped.catalogue(), new ConfigText("test.yaml", text)))
                .value();
    }

    private List<String> problems(String... tenants) {
        return switch (SettingsReader.readTenants(file(tenants))) {
            case Loaded.Invalid(List<Problem> problems) -> texts(problems);
            case Loaded.Valid(List<JsonNode> read) ->
                texts(entries.problems(
                        "team.yaml",
                        read,
                        PLANS,
                        id -> SETTINGS.topology().tenant(id).isPresent()));
        };
    }

    private static ConfigText file(String... tenants) {
        return new ConfigText(
                "team.yaml",
                List.of(tenants).stream().map(" - "::concat).collect(Collectors.joining("\n", "tenants:\n", "\n")));
    }

    private static List<String> texts(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }

    private Tenant served(String json) {
        return tenant(json, Source.CONTROL).orElseThrow();
    }

    private Optional<Tenant> tenant(String json, Source source) {
        return entries.tenant(new TenantEntry(new TenantId("chat"), json, source), PLANS);
    }

    @Test
    void an_entry_means_what_it_means_in_an_environments_file() throws Exception {
        assertThat(problems(APPLIED)).isEmpty();

        Tenant applied = served(new ObjectMapper()
                .writeValueAsString(((Loaded.Valid<List<JsonNode>>) SettingsReader.readTenants(file(APPLIED)))
                        .value()
                        .getFirst()));
        Tenant configured = valid("  - " + APPLIED + "\n").topology().tenants().values().stream()
                .filter(tenant -> tenant.id().equals(applied.id()))
                .findFirst()
                .orElseThrow();
        assertThat(applied).isEqualTo(configured);
    }

    @Test
    void keys_that_a_newer_version_has_stored_are_passed_over_and_told_once() {
        List<String> warnings = new ArrayList<>();
        TenantEntries reader = TenantEntries.of(SETTINGS, warnings::add);
        String newer = "{\"id\":\"chat\",\"plan\":\"standard\",\"models\":[\"sonnet\"],\"colour\":\"blue\"}";
        for (int read = 0; read < 3; read++) {
            assertThat(reader.tenant(new TenantEntry(new TenantId("chat"), newer, Source.FILE), PLANS))
                    .isPresent();
            assertThat(reader.plans("{\"plans\":{\"fast\":{\"concurrency\":3,\"tokensPerHour\":{\"most\":9}}}}")
                            .terms())
                    .containsOnlyKeys("fast");
        }
        assertThat(warnings)
                .containsExactly(
                        "stored tenants have the key 'colour', which this version does not know and ignores",
                        "stored plans have the key 'tokensPerHour', which this version does not know and ignores");
    }

    @Test
    void what_people_write_is_read_strictly() {
        assertThat(problems("{id: chat, plan: standard, models: [sonnet], colour: blue}"))
                .singleElement()
                .asString()
                .contains("unknown key");
    }

    @Test
    void an_id_that_appears_twice_is_refused() {
        assertThat(problems(APPLIED, "{id: chat, plan: standard, models: [sonnet]}"))
                .containsExactly("team.yaml: tenants[1].id: tenant 'chat' exists already; give each its own id");
    }

    @Test
    void an_id_of_the_environments_file_is_refused_with_what_to_do() {
        assertThat(problems("{id: search, plan: standard, models: [sonnet]}"))
                .containsExactly(
                        "team.yaml: tenants[0].id: tenant 'search' is in the environment's file; change it there"
                                + " and deploy, or give this one another id");
    }

    @Test
    void an_unknown_plan_and_an_unknown_model_are_refused_with_the_nearest() {
        assertThat(problems("{id: chat, plan: standart, models: [sonet]}"))
                .containsExactly(
                        "team.yaml: tenants[0].plan: unknown plan 'standart'; did you mean 'standard'?",
                        "team.yaml: tenants[0].models[0]: unknown model alias 'sonet'; did you mean 'sonnet'?");
    }

    @Test
    void ten_thousand_and_one_are_refused_with_both_counts() {
        assertThat(problems(IntStream.rangeClosed(0, 10_000)
                        .mapToObj("{id: t%d, plan: standard, models: [sonnet]}"::formatted)
                        .toArray(String[]::new)))
                .containsExactly(
                        "team.yaml: tenants: are 10,001; an environment has 10,000 at most, one for each API key"
                                + " that an account may have; divide them over environments");
    }

    @Test
    void a_file_of_another_form_is_refused_by_its_first_keys() {
        assertThat(problems("{id: chat, plans: standard, models: [sonnet]}"))
                .containsExactly(
                        "team.yaml: tenants[0].plans: unknown key; did you mean 'plan'?",
                        "team.yaml: tenants[0].plan: is missing; add it: a name of 'plans'");
        assertThat(SettingsReader.readTenants(new ConfigText("team.yaml", ": :")))
                .isInstanceOf(Loaded.Invalid.class);
    }

    @Test
    void several_ledger_items_are_for_the_environments_file_alone() {
        assertThat(problems("{id: chat, plan: small, models: [sonnet], ledgerShards: 2}"))
                .containsExactly(
                        "team.yaml: tenants: tenant 'chat' would have 2 ledger items, and one that operators apply"
                                + " has one; put it into the environment's file");
        assertThat(served("{\"id\":\"chat\",\"plan\":\"small\",\"models\":[\"sonnet\"],\"ledgerShards\":2}")
                        .terms()
                        .ledgerShards())
                .isEqualTo(1);
        assertThat(tenant(
                                "{\"id\":\"chat\",\"plan\":\"small\",\"models\":[\"sonnet\"],\"ledgerShards\":2}",
                                Source.FILE)
                        .orElseThrow()
                        .terms()
                        .ledgerShards())
                .isEqualTo(2);
    }

    @Test
    void an_entry_outlives_a_model_of_its_own_but_not_its_plan() {
        assertThat(served("{\"id\":\"chat\",\"plan\":\"standard\",\"models\":[\"sonnet\",\"gone\"]}")
                        .models())
                .contains(new Alias("sonnet"));
        assertThat(tenant("{\"id\":\"chat\",\"plan\":\"gone\",\"models\":[\"sonnet\"]}", Source.CONTROL))
                .isEmpty();
        assertThat(tenant("not JSON", Source.CONTROL)).isEmpty();
    }
}
