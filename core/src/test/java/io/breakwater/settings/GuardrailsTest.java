package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Alias;
import io.breakwater.model.Guardrail;
import io.breakwater.model.Guardrails;
import io.breakwater.model.Region;
import io.breakwater.model.ShardId;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import org.junit.jupiter.api.Test;

/// What an environment's file says about guardrails.
class GuardrailsTest {
    private static final String COPY = "copies: [{ shard: east, region: us-east-1, id: gr1, version: \"3\" }]";

    private static String guardrails(String... entries) {
        StringBuilder text = new StringBuilder("guardrails:\n");
        for (String entry : entries) {
            text.append("  - { ").append(entry).append(" }\n");
        }
        return text.toString();
    }

    private static Guardrails of(String... entries) {
        return SmallEnvironment.valid(guardrails(entries)).topology().guardrails();
    }

    private static Tenant search() {
        return SmallEnvironment.valid("")
                .topology()
                .tenant(new TenantId("search"))
                .orElseThrow();
    }

    @Test
    void an_environment_has_no_guardrails_by_default() {
        assertThat(SmallEnvironment.valid("").topology().guardrails()).isEqualTo(Guardrails.NONE);
    }

    @Test
    void one_that_names_nobody_is_for_every_call() {
        Guardrails guardrails = of("id: no-advice, " + COPY);
        assertThat(guardrails.of(search(), new Alias("sonnet"))).get().satisfies(guardrail -> {
            assertThat(guardrail.name()).isEqualTo("no-advice");
            assertThat(guardrail.trace()).isEqualTo(Guardrail.Trace.DISABLED);
            assertThat(guardrail.asynchronous()).isFalse();
        });
        assertThat(guardrails.arns(
                        new ShardId("east"),
                        SmallEnvironment.valid("").shards().getFirst().account(),
                        new Region("us-east-1")))
                .containsExactly("arn:aws:bedrock:us-east-1:111111111111:guardrail/gr1");
    }

    @Test
    void it_is_for_those_models_plans_and_tenants_that_it_names_and_the_first_of_several_counts() {
        Guardrails guardrails = of(
                "id: asked, onRequest: true, " + COPY,
                "id: by-tenant, tenants: [search], models: [sonnet], trace: enabled_full, streams: async, " + COPY,
                "id: by-plan, plans: [standard], " + COPY);
        assertThat(guardrails.of(search(), new Alias("sonnet")))
                .get()
                .extracting(Guardrail::name)
                .isEqualTo("by-tenant");
        assertThat(guardrails.of(search(), new Alias("other")))
                .get()
                .extracting(Guardrail::name)
                .isEqualTo("by-plan");
        assertThat(guardrails.named("asked")).isPresent();
    }

    @Test
    void what_is_wrong_is_named() {
        assertThat(SmallEnvironment.and(
                        guardrails("id: a, models: [sonet], plans: [standrd], tenants: [serch], " + COPY)))
                .containsExactlyInAnyOrder(
                        "guardrails[0].models[0]: unknown model alias 'sonet'; did you mean 'sonnet'?",
                        "guardrails[0].plans[0]: unknown plan 'standrd'; did you mean 'standard'?",
                        "guardrails[0].tenants[0]: unknown tenant 'serch'; did you mean 'search'?; tenants that are made"
                                + " at run time are named by their plan");
        assertThat(SmallEnvironment.and(guardrails("id: a, " + COPY, "id: a, " + COPY)))
                .containsExactly("guardrails[1].id: guardrail 'a' exists already; give each its own id");
        assertThat(SmallEnvironment.and(guardrails("id: a, trace: loud, copies: []")))
                .containsExactlyInAnyOrder(
                        "guardrails[0].trace: must be one of disabled, enabled, enabled_full, got 'loud'",
                        "guardrails[0].copies: is empty; give at least 1");
    }

    @Test
    void a_copy_is_where_a_shard_calls_and_in_its_account_and_once_there() {
        assertThat(SmallEnvironment.and(guardrails("id: a, " + COPY.replace("us-east-1", "us-west-2"))))
                .contains(
                        "guardrails[0].copies[0].region: the shard 'east' does not call Bedrock from us-west-2; name one of"
                                + " its regions");
        assertThat(SmallEnvironment.and(guardrails(
                        "id: a, " + COPY.replace("gr1", "\"arn:aws:bedrock:us-east-1:999999999999:guardrail/gr1\""))))
                .containsExactly(
                        "guardrails[0].copies[0].id: 'arn:aws:bedrock:us-east-1:999999999999:guardrail/gr1' is in"
                                + " another account or Region than the shard 'east' in us-east-1, from which it cannot be applied");
        String copy = "{ shard: east, region: us-east-1, id: gr1, version: \"3\" }";
        assertThat(SmallEnvironment.and(guardrails("id: a, copies: [" + copy + ", " + copy + "]")))
                .containsExactly(
                        "guardrails[0].copies[1]: is a second copy for the shard east in us-east-1; remove one");
    }

    @Test
    void one_that_checks_in_several_regions_is_applied_with_its_profile_in_each() {
        String profile = "crossRegion: { profile: \"us.guardrail.v1:0\", regions: [us-east-1, us-east-2] } }]";
        Guardrails guardrails = of("id: a, " + COPY.replace(" }]", ", " + profile));
        assertThat(guardrails.arns(
                        new ShardId("east"),
                        SmallEnvironment.valid("").shards().getFirst().account(),
                        new Region("us-east-1")))
                .containsExactly(
                        "arn:aws:bedrock:us-east-1:111111111111:guardrail/gr1",
                        "arn:aws:bedrock:us-east-1:111111111111:guardrail-profile/us.guardrail.v1:0",
                        "arn:aws:bedrock:us-east-2:111111111111:guardrail-profile/us.guardrail.v1:0");
    }

    @Test
    void the_id_of_a_profile_is_no_guardrails() {
        assertThat(SmallEnvironment.and(guardrails("id: a, " + COPY.replace("gr1", "\"us.guardrail.v1:0\""))))
                .containsExactly(
                        "guardrails[0].copies[0].id: must be a guardrail's id such as gr1a2b3c4d5e, or its ARN;"
                                + " a guardrail profile belongs in crossRegion, got 'us.guardrail.v1:0'");
    }

    @Test
    void one_that_no_target_of_an_alias_has_a_copy_of_is_refused_unless_it_is_only_asked_for() {
        String elsewhere = "copies: [{ shard: west, region: us-west-2, id: gr1, version: \"3\" }]";
        assertThat(SmallEnvironment.and(guardrails("id: a, " + elsewhere)))
                .containsExactly(
                        "guardrails[0].copies: have no copy where 'sonnet' is called, so it could not be called"
                                + " at all; add one, or name other 'models'");
        assertThat(of("id: a, onRequest: true, " + elsewhere).all()).hasSize(1);
    }

    @Test
    void functions_that_are_packaged_without_tenants_read_the_same() {
        String text = SmallEnvironment.TEXT + guardrails("id: a, plans: [standard], tenants: [search], " + COPY);
        Loaded<Settings> packaged = SettingsReader.readPackaged(
                Shipped.catalogue(),
                new ConfigText(
                        "test.yaml",
                        EnvironmentParts.of(new ConfigText("test.yaml", text)).packaged()));
        assertThat(((Loaded.Valid<Settings>) packaged).value().topology().guardrails())
                .isEqualTo(of("id: a, plans: [standard], tenants: [search], " + COPY));
    }
}
