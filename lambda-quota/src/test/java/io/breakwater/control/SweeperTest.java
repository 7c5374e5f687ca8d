package io.breakwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.adapters.memory.InMemoryLedgerStore;
import io.breakwater.adapters.memory.InMemoryTenants;
import io.breakwater.adapters.telemetry.EmbeddedMetrics;
import io.breakwater.call.TargetLedger;
import io.breakwater.call.TenantLedger;
import io.breakwater.control.tenants.AllTenants;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.quota.ConditionalWrite;
import io.breakwater.quota.Demand;
import io.breakwater.quota.Epochs;
import io.breakwater.quota.Image;
import io.breakwater.quota.Ledger;
import io.breakwater.quota.LedgerStore;
import io.breakwater.quota.WriteResult;
import io.breakwater.settings.ConfigText;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Settings;
import io.breakwater.settings.SettingsReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Claims about a round over all ledgers of an environment.
class SweeperTest {
    private static final Instant BEGUN = Instant.parse("2026-11-22T12:00:00Z");
    private static final Settings DEV = settings();
    private static final Duration EPOCH = Epochs.STANDARD.length();
    private static final Instant LATER = BEGUN.plus(EPOCH.multipliedBy(2));

    private final InMemoryTenants applied = new InMemoryTenants();
    private final Partly store = new Partly();
    private final Ledger ledger = new Ledger(store, Epochs.STANDARD);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final SweeperHandler handler = new SweeperHandler(
            new Sweeper(
                    DEV,
                    AllTenants.of(DEV, applied)::all,
                    new TenantLedger(ledger),
                    new TargetLedger(ledger),
                    new EmbeddedMetrics("dev", new PrintStream(written, true, StandardCharsets.UTF_8))),
            InstantSource.fixed(LATER));

    /// One of its items cannot be read.
    private static final class Partly implements LedgerStore {
        private final LedgerStore items = new InMemoryLedgerStore();
        private String lost = "";

        @Override
        public WriteResult write(String key, ConditionalWrite write) {
            return items.write(key, write);
        }

        @Override
        public Image read(String key) {
            if (key.equals(lost)) {
                throw new IllegalStateException("out of reach");
            }
            return items.read(key);
        }
    }

    @Test
    void what_tenants_and_targets_leaked_is_healed_and_measured_once() throws Exception {
        RoutedTarget target = DEV.targets().values().iterator().next();
        Tenant search = DEV.topology().tenant(new TenantId("search")).orElseThrow();
        ledger.reserve("T#search", search.terms(), new Demand(1_000, 2_000_000), BEGUN);
        ledger.reserve("P#" + target.target().label(), Limits.of(target.capacity()), new Demand(3_000, 0), BEGUN);

        assertThat(handler.sweep()).isEqualTo(Map.of("healed", 2, "failed", 0));
        assertThat(measured("LeakedTokens")).containsExactly("search 1000.0");
        assertThat(measured("LeakedMicroUsd")).containsExactly("search 2000000.0");
        assertThat(measured("LeakedTargetTokens"))
                .containsExactly(target.target().shard().value() + " 3000.0");

        written.reset();
        assertThat(handler.handleRequest(Map.of(), null)).isEqualTo(Map.of("healed", 0, "failed", 0));
        assertThat(measured("LeakedTokens")).isEmpty();
    }

    @Test
    void quota_used_is_measured_of_tenants_without_traffic_too() throws Exception {
        handler.sweep();
        assertThat(measured("QuotaUsed")).contains("search 0.0", "sandbox 0.0");
    }

    @Test
    void an_item_that_cannot_be_read_keeps_no_other_from_being_swept() throws Exception {
        ledger.reserve("T#sandbox", Limits.UNLIMITED, new Demand(1_000, 0), BEGUN);
        store.lost = "T#search";
        assertThat(handler.sweep()).isEqualTo(Map.of("healed", 1, "failed", 1));
        assertThat(measured("LeakedTokens")).containsExactly("sandbox 1000.0");
    }

    /// `<tenant or shard> <value>` of each line that has the metric.
    private List<String> measured(String metric) throws IOException {
        ObjectMapper json = new ObjectMapper();
        return written.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> read(json, line))
                .filter(line -> line.has(metric))
                .map(line -> line.path("Tenant").asText(line.path("Shard").asText()) + " "
                        + line.path(metric).asDouble())
                .toList();
    }

    private static JsonNode read(ObjectMapper json, String line) {
        try {
            return json.readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    private static Settings settings() {
        return ((Loaded.Valid) SettingsReader.read(text("models"), text("dev"))).settings();
    }

    private static ConfigText text(String name) {
        try {
            return new ConfigText(name + ".yaml", Files.readString(Path.of("..", "config", name + ".yaml")));
        } catch (IOException e) {
            throw new AssertionError("the shipped configuration cannot be read", e);
        }
    }
}
