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
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.Tenant;
import io.breakwater.routing.TargetStores;
import io.breakwater.settings.Settings;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Calls before the first call: as they are served, and what they leave.
class WarmUpCallsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");

    private final List<GatewayEvent> events = new ArrayList<>();
    private final Settings settings = MeasuredRouter.settings();

    WarmUpCallsTest() throws IOException {}

    @Test
    void every_tenant_is_served_in_every_language_from_door_to_transport_however_small_its_limits() throws Exception {
        for (Tenant tenant : settings.topology().tenants().values()) {
            events.clear();

            List<Integer> statuses = rehearsal(tenant).run();

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
    void without_a_tenant_there_is_nothing_to_rehearse() throws Exception {
        WarmUpCalls nobody = new WarmUpCalls(List.of(), (_, _, _) -> {}, new WarmUpTime(NOW));

        assertThat(nobody.run()).isEmpty();
    }

    private WarmUpCalls rehearsal(Tenant tenant) {
        WarmUpTime time = new WarmUpTime(NOW);
        Assembly assembly = Assembly.of(
                settings,
                new Assembly.Adapters(
                        new InMemoryLedgerStore(),
                        new TargetStores(new InMemoryHealthStore(), new InMemoryDrains()),
                        new InMemoryTenants(),
                        settings::commonTerms,
                        WarmUpBedrock.transport(BedrockEndpoints.from(Map.of()), new Watchdog(), time),
                        events::add,
                        time,
                        _ -> {},
                        Heartbeat.NONE,
                        new SplittableRandom(1)));
        return new WarmUpCalls(List.of(tenant), assembly.router(), time);
    }
}
