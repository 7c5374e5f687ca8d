package io.breakwater.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.adapters.bedrock.BedrockEndpoints;
import io.breakwater.adapters.bedrock.WarmUpBedrock;
import io.breakwater.adapters.bedrock.Watchdog;
import io.breakwater.adapters.memory.InMemoryDrains;
import io.breakwater.adapters.memory.InMemoryHealthStore;
import io.breakwater.adapters.memory.InMemoryLedgerStore;
import io.breakwater.adapters.memory.InMemoryTenants;
import io.breakwater.call.Attempted;
import io.breakwater.call.Heartbeat;
import io.breakwater.call.ModelRequest;
import io.breakwater.call.ModelTransport;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.ModelApi;
import io.breakwater.model.Target;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.TargetStores;
import io.breakwater.settings.Settings;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Warm-up calls before the first request: how they are served, and what they leave behind.
class WarmUpCallsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");

    private final List<GatewayEvent> events = new ArrayList<>();

    /// The APIs by which models were called.
    private final Set<ModelApi> asked = EnumSet.noneOf(ModelApi.class);

    private final Settings settings = MeasuredRouter.settings();

    WarmUpCallsTest() throws IOException {}

    @Test
    void every_tenant_is_served_in_every_language_from_entry_to_transport_however_small_its_limits() throws Exception {
        for (Tenant tenant : settings.topology().tenants().values()) {
            events.clear();

            List<Integer> statuses = warmUp(tenant).run();

            assertThat(statuses)
                    .as(tenant.toString())
                    .hasSizeGreaterThanOrEqualTo(3)
                    .containsOnly(200);
            assertThat(ended()).hasSameSizeAs(statuses).allSatisfy(one -> {
                assertThat(one.served().attempts()).isEqualTo(1);
                assertThat(one.served().complete()).isTrue();
            });
        }
    }

    private List<GatewayEvent.RequestEnded> ended() {
        return events.stream()
                .filter(GatewayEvent.RequestEnded.class::isInstance)
                .map(GatewayEvent.RequestEnded.class::cast)
                .toList();
    }

    @Test
    void without_a_model_there_are_no_warm_up_calls() throws Exception {
        Tenant tenant =
                settings.topology().tenants().values().stream().findFirst().orElseThrow();
        WarmUpCalls nobody = new WarmUpCalls(tenant, List.of(), (_, _, _) -> {}, new WarmUpTime(NOW));

        assertThat(nobody.run()).isEmpty();
    }

    @Test
    void models_are_asked_by_the_api_that_each_prefers_and_what_embeds_is_not_asked() throws Exception {
        Settings several = MeasuredRouter.settings(MeasuredRouter.ENVIRONMENT
                .replace("models:\n", """
                        models:
                          titan:
                            tiers:
                              - { profile: "amazon.titan-embed-text-v2:0", shards: [a] }
                          gpt:
                            tiers:
                              - { profile: us.openai.gpt-6-sol, shards: [a] }
                        """)
                .replace("models: [sonnet, spare] }", "models: [titan, gpt, sonnet, spare] }"));

        List<Integer> statuses = warmUp(several, several.topology().tenants().get(new TenantId("search")))
                .run();

        assertThat(statuses).containsOnly(200);
        assertThat(ended())
                .hasSameSizeAs(statuses)
                .allSatisfy(one -> assertThat(one.served().complete()).isTrue());
        assertThat(asked)
                .containsExactlyInAnyOrder(
                        ModelApi.OPENAI_CHAT,
                        ModelApi.OPENAI_RESPONSES,
                        ModelApi.ANTHROPIC_MESSAGES,
                        ModelApi.CONVERSE);
    }

    private WarmUpCalls warmUp(Tenant tenant) {
        return warmUp(settings, tenant);
    }

    private WarmUpCalls warmUp(Settings settings, Tenant tenant) {
        WarmUpTime time = new WarmUpTime(NOW);
        Assembly assembly = Assembly.of(
                settings,
                new Assembly.Adapters(
                        new InMemoryLedgerStore(),
                        new TargetStores(new InMemoryHealthStore(), new InMemoryDrains()),
                        new InMemoryTenants(),
                        settings::commonTerms,
                        watched(WarmUpBedrock.transport(BedrockEndpoints.from(Map.of()), new Watchdog(), time)),
                        events::add,
                        time,
                        _ -> {},
                        Heartbeat.NONE,
                        new SplittableRandom(1)));
        return new WarmUpCalls(tenant, settings.topology().routes().values(), assembly.router(), time);
    }

    private ModelTransport watched(ModelTransport transport) {
        return new ModelTransport() {
            @Override
            public Attempted call(Target target, ModelRequest request, CallLimits limits) {
                asked.add(request.body().operation(request.stream()).api());
                return transport.call(target, request, limits);
            }

            @Override
            public void renewCredentials(Target target, TenantId tenant) {
                transport.renewCredentials(target, tenant);
            }
        };
    }
}
