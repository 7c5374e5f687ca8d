package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.adapters.memory.InMemoryDrains;
import io.breakwater.adapters.memory.InMemoryHealthStore;
import io.breakwater.adapters.memory.InMemoryKeyStore;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.routing.TargetStores;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A run whose ledger's disk is full.
@Timeout(60)
class FullDiskTest {
    private static final ConditionalWrite RESERVES =
            new ConditionalWrite(List.of(), List.of(new Change.Add("cf", 1), new Change.Add("d", 100)));
    private static final ConditionalWrite SETTLES =
            new ConditionalWrite(List.of(), List.of(new Change.Add("cf", -1), new Change.Add("d", -40)));

    private final AtomicLong nanos = new AtomicLong();

    @TempDir
    Path folder;

    @BeforeEach
    void ready() {
        FullDisk.ready();
    }

    private StoredLedger open() {
        return StoredLedger.open(FullDisk.SCHEME + ":" + folder.resolve("ledger.mv"), nanos::get);
    }

    @Test
    void what_reserves_is_refused_what_settles_is_kept_and_the_file_has_all_of_it_once_there_is_room() {
        StoredLedger ledger = open();
        assertThat(ledger.write("T#a", RESERVES)).isInstanceOf(WriteResult.Applied.class);

        FullDisk.fill();
        assertThat(ledger.write("T#a", RESERVES))
                .isInstanceOfSatisfying(
                        WriteResult.Busy.class,
                        busy -> assertThat(busy.reason()).contains("ledger.mv", "cannot be written"));
        assertThat(ledger.write("T#a", SETTLES)).isInstanceOf(WriteResult.Applied.class);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
        assertThat(ledger.write("T#a", RESERVES)).isInstanceOf(WriteResult.Busy.class);
        assertThat(ledger.read("T#a")).isEqualTo(new LedgerItem(Map.of("cf", 0L, "d", 60L)));

        FullDisk.clear();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
        assertThat(ledger.write("T#b", RESERVES)).isInstanceOf(WriteResult.Applied.class);
        ledger.close();
        try (StoredLedger again = open()) {
            assertThat(again.read("T#a")).isEqualTo(new LedgerItem(Map.of("cf", 0L, "d", 60L)));
            assertThat(again.read("T#b")).isEqualTo(new LedgerItem(Map.of("cf", 1L, "d", 100L)));
        }
    }

    private LiveRun started(UnaryOperator<LedgerStore> ledgers) throws Exception {
        InMemoryKeyStore keys = new InMemoryKeyStore();
        TargetStores targets = new TargetStores(new InMemoryHealthStore(), new InMemoryDrains());
        return LiveRun.start(
                "plain.yaml",
                new LocalEnvironment(
                        InstantSource.system(),
                        parts -> new LocalState(ledgers.apply(parts.add(open())), targets, keys, keys, "a disk")));
    }

    @Test
    void callers_get_503_with_a_time_to_come_back_and_are_served_when_there_is_room_again() throws Exception {
        try (LiveRun run = started(ledger -> ledger)) {
            String tenant = "search";
            assertThat(run.chat(tenant, "claude", "hello").statusCode()).isEqualTo(200);

            FullDisk.fill();
            HttpResponse<String> chat = run.chat(tenant, "claude", "hello");
            assertThat(chat.statusCode()).as(chat.body()).isEqualTo(503);
            assertThat(chat.headers().firstValue("retry-after")).isPresent();
            assertThat(LiveRun.json(chat).at("/error/type").asText()).isNotEmpty();

            FullDisk.clear();
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
            assertThat(run.chat(tenant, "claude", "hello").statusCode()).isEqualTo(200);
        }
    }

    /// The planted bug of that: a store that throws what it should return.
    @Test
    void a_store_that_throws_where_the_disk_is_full_gives_callers_500() throws Exception {
        try (LiveRun run = started(Throwing::new)) {
            assertThat(run.chat("search", "claude", "hello").statusCode()).isEqualTo(200);

            FullDisk.fill();
            assertThat(run.chat("search", "claude", "hello").statusCode()).isEqualTo(500);
        }
    }

    private record Throwing(LedgerStore store) implements LedgerStore {
        @Override
        public WriteResult write(String key, ConditionalWrite write) {
            WriteResult result = store.write(key, write);
            if (result instanceof WriteResult.Busy(String reason)) {
                throw new IllegalStateException(reason);
            }
            return result;
        }

        @Override
        public LedgerItem read(String key) {
            return store.read(key);
        }
    }
}
