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
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Terms;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.operations.Ledger;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Claims about one round over all ledgers of an environment.
class SweeperTest {
    private static final Instant BEGUN = Instant.parse("2026-11-22T12:00:00Z");
    private static final Settings DEV = settings();
    private static final Duration EPOCH = Epochs.STANDARD.length();
    private static final Instant LATER = BEGUN.plus(EPOCH.multipliedBy(2));

    private final InMemoryTenants applied = new InMemoryTenants();
    private final List<Optional<Set<TenantId>>> told = new ArrayList<>();
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

    private static final Limits DAILY = Limits.UNLIMITED.with(LimitName.TOKENS_PER_DAY, 1_000_000);

    private Sweeper sweeper(int tenants, LedgerStore items) {
        Tenant search = DEV.topology().tenant(new TenantId("search")).orElseThrow();
        Ledger over = new Ledger(items, Epochs.STANDARD);
        List<Tenant> all = IntStream.range(0, tenants)
                .mapToObj(number -> new Tenant(
                        new TenantId("t" + number),
                        search.plan(),
                        DAILY,
                        search.models(),
                        search.hand(),
                        search.residency(),
                        search.priority(),
                        search.maxTokens(),
                        true,
                        search.failMode()))
                .toList();
        return new Sweeper(
                DEV,
                () -> all,
                new TenantLedger(over),
                new TargetLedger(over),
                new EmbeddedMetrics("dev", new PrintStream(written, true, StandardCharsets.UTF_8)),
                told::add);
    }

    /// A read of a tenant's item is answered only when sixteen have been requested.
    private static final class Waiting implements LedgerStore {
        private final LedgerStore items = new InMemoryLedgerStore();
        private final CyclicBarrier sixteen = new CyclicBarrier(16);
        private final AtomicInteger reads = new AtomicInteger();
        private final AtomicInteger asking = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        @Override
        public WriteResult write(String key, ConditionalWrite write) {
            return items.write(key, write);
        }

        @Override
        public LedgerItem read(String key) {
            if (key.startsWith("T#")) {
                reads.incrementAndGet();
                most.accumulateAndGet(asking.incrementAndGet(), Math::max);
                await();
                asking.decrementAndGet();
            }
            return items.read(key);
        }

        private void await() {
            try {
                sixteen.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
                throw new IllegalStateException("fewer than sixteen are read at a time", alone);
            }
        }
    }

    /// A store of which one item cannot be read.
    private static final class Partly implements LedgerStore {
        private final LedgerStore items = new InMemoryLedgerStore();
        private String lost = "";

        @Override
        public WriteResult write(String key, ConditionalWrite write) {
            return items.write(key, write);
        }

        @Override
        public LedgerItem read(String key) {
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
        ledger.reserve("T#search", search.terms(), new LedgerAmount(1_000, 2_000_000_000), BEGUN);
        ledger.reserve("P#" + target.target().label(), Limits.of(target.capacity()), new LedgerAmount(3_000, 0), BEGUN);

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
    void the_routers_are_told_the_twenty_that_have_used_most_of_more_than_a_hundred_and_none_of_fewer() {
        InMemoryLedgerStore items = new InMemoryLedgerStore();
        Ledger over = new Ledger(items, Epochs.STANDARD);
        IntStream.range(0, 30)
                .forEach(number -> over.reserve(
                        "T#t" + number, Terms.of(DAILY), new LedgerAmount(1_000L * (1 + number), 0), BEGUN));

        sweeper(101, items).run(LATER);
        assertThat(told)
                .singleElement()
                .satisfies(named -> assertThat(named)
                        .hasValueSatisfying(those -> assertThat(those)
                                .containsExactlyInAnyOrderElementsOf(IntStream.range(10, 30)
                                        .mapToObj(number -> new TenantId("t" + number))
                                        .toList())));
        told.clear();
        sweeper(100, items).run(LATER);
        assertThat(told).containsExactly(Optional.empty());
    }

    @Test
    void an_item_that_cannot_be_read_keeps_no_other_from_being_swept() throws Exception {
        ledger.reserve("T#sandbox", Limits.UNLIMITED, new LedgerAmount(1_000, 0), BEGUN);
        store.lost = "T#search";
        assertThat(handler.sweep()).isEqualTo(Map.of("healed", 1, "failed", 1));
        assertThat(measured("LeakedTokens")).containsExactly("sandbox 1000.0");
    }

    /// Each read waits for fifteen others, so reads one after the other would never end.
    @Test
    void ten_thousand_tenants_are_swept_sixteen_at_a_time_with_one_read_each() {
        Waiting waiting = new Waiting();

        assertThat(sweeper(10_000, waiting).run(LATER)).isEqualTo(new Sweeper.Round(0, 0));

        assertThat(waiting.reads).hasValue(10_000);
        assertThat(waiting.most).hasValue(16);
    }

    @Test
    void of_more_than_a_hundred_tenants_the_twenty_that_used_most_are_measured() throws Exception {
        for (int number = 0; number < 101; number++) {
            ledger.reserve("T#t" + number, Terms.of(DAILY), new LedgerAmount(1_000L * number, 0), BEGUN);
        }

        sweeper(101, store).run(LATER);

        assertThat(measured("QuotaUsed"))
                .hasSize(20)
                .startsWith("t100 0.1", "t99 0.099")
                .allMatch(line -> Integer.parseInt(line.replaceAll("t([0-9]+) .*", "$1")) > 80);
    }

    /// `<tenant or shard> <value>` for each line that has the metric.
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
        return ((Loaded.Valid<Settings>) SettingsReader.read(text("models"), text("dev"))).value();
    }

    private static ConfigText text(String name) {
        try {
            return new ConfigText(name + ".yaml", Files.readString(Path.of("..", "config", name + ".yaml")));
        } catch (IOException e) {
            throw new AssertionError("the shipped configuration cannot be read", e);
        }
    }
}
