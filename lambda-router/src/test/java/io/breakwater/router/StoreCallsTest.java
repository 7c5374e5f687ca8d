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
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.routing.Drain;
import io.breakwater.routing.DrainStore;
import io.breakwater.routing.HealthStore;
import io.breakwater.routing.TargetStores;
import io.breakwater.settings.ConfigText;
import io.breakwater.settings.EnvironmentParts;
import io.breakwater.settings.FileTenants;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Settings;
import io.breakwater.settings.SettingsReader;
import io.breakwater.settings.TenantEntries;
import io.breakwater.tenancy.Plans;
import io.breakwater.tenancy.TenantStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How often the router calls its stores if it is packaged as it is deployed: without tenants and
/// plans.
class StoreCallsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");

    /// The number of calls by store and operation.
    private final Map<String, Integer> calls = new TreeMap<>();

    private InMemoryLedgerStore ledgers = new InMemoryLedgerStore();
    private InMemoryHealthStore health = new InMemoryHealthStore();
    private InMemoryDrains drains = new InMemoryDrains();

    @Test
    void requests_cost_the_same_store_calls_with_two_tenants_and_with_ten_thousand() throws Exception {
        Map<String, Integer> two = counted(2);
        Map<String, Integer> many = counted(10_000);

        assertThat(many).isEqualTo(two);
        assertThat(two).containsKeys("ledger write", "health read", "drains read", "plans read");
        assertThat(two).containsEntry("tenant read", two.getOrDefault("plans read", 0));
    }

    /// The calls for requests of this many tenants, in every language, over some minutes.
    private Map<String, Integer> counted(int tenants) throws Exception {
        calls.clear();
        ledgers = new InMemoryLedgerStore();
        health = new InMemoryHealthStore();
        drains = new InMemoryDrains();
        ConfigText file = new ConfigText("test.yaml", environment(tenants));
        EnvironmentParts parts = EnvironmentParts.of(file);
        Settings settings = packaged(new ConfigText("test.yaml", parts.packaged()));
        FileTenants stored = FileTenants.read(parts.data());
        InMemoryTenants entries = new InMemoryTenants();
        stored.entries().forEach(entries::put);
        Plans plans = TenantEntries.of(settings).plans(stored.plans());
        WarmUpTime time = new WarmUpTime(NOW);
        Assembly assembly = Assembly.of(
                settings,
                new Assembly.Adapters(
                        new CountedLedgers(),
                        new TargetStores(new CountedHealth(), new CountedDrains()),
                        counted(entries),
                        () -> {
                            count("plans read");
                            return plans;
                        },
                        WarmUpBedrock.transport(BedrockEndpoints.from(Map.of()), new Watchdog(), time),
                        _ -> {},
                        time,
                        _ -> {},
                        Heartbeat.NONE,
                        new SplittableRandom(1)));
        Tenant caller = TenantEntries.of(settings)
                .tenant(entries.find(new TenantId("t1")).orElseThrow(), plans)
                .orElseThrow();
        assertThat(new WarmUpCalls(caller, settings.topology().routes().values(), assembly.router(), time).run())
                .containsOnly(200);
        return Map.copyOf(calls);
    }

    private static String environment(int tenants) {
        String text = MeasuredRouter.ENVIRONMENT;
        return text.substring(0, text.indexOf("tenants:"))
                + IntStream.range(0, tenants)
                        .mapToObj("  - { id: t%d, plan: standard, models: [sonnet] }\n"::formatted)
                        .collect(Collectors.joining("", "tenants:\n", ""));
    }

    private static Settings packaged(ConfigText environment) throws IOException {
        Path catalogue = Path.of(System.getProperty("breakwater.root"), "config", "models.yaml");
        Loaded<Settings> loaded =
                SettingsReader.readPackaged(new ConfigText("models.yaml", Files.readString(catalogue)), environment);
        return switch (loaded) {
            case Loaded.Valid(Settings settings) -> settings;
            case Loaded.Invalid<Settings> invalid -> throw new AssertionError(invalid.problems());
        };
    }

    private void count(String call) {
        calls.merge(call, 1, Integer::sum);
    }

    private TenantStore counted(InMemoryTenants entries) {
        return id -> {
            count("tenant read");
            return entries.find(id);
        };
    }

    private final class CountedLedgers implements LedgerStore {
        @Override
        public WriteResult write(String key, ConditionalWrite write) {
            count("ledger write");
            return ledgers.write(key, write);
        }

        @Override
        public LedgerItem read(String key) {
            count("ledger read");
            return ledgers.read(key);
        }
    }

    private final class CountedHealth implements HealthStore {
        @Override
        public Map<String, String> all() {
            count("health read");
            return health.all();
        }

        @Override
        public Replaced replace(String name, Optional<String> seen, Optional<String> next) {
            count("health write");
            return health.replace(name, seen, next);
        }
    }

    private final class CountedDrains implements DrainStore {
        @Override
        public List<Drain> all() {
            count("drains read");
            return drains.all();
        }

        @Override
        public void put(Drain drain) {
            drains.put(drain);
        }

        @Override
        public boolean remove(String name) {
            return drains.remove(name);
        }
    }
}
