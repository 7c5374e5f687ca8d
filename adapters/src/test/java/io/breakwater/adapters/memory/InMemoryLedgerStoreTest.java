package io.breakwater.adapters.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.quota.Change;
import io.breakwater.quota.ConditionalWrite;
import io.breakwater.quota.Guard;
import io.breakwater.quota.Image;
import io.breakwater.quota.WriteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InMemoryLedgerStoreTest {
    private static final int THREADS = 64;
    private static final int WRITES = 100;
    private static final long LIMIT = 1_000;

    private final InMemoryLedgerStore store = new InMemoryLedgerStore();

    @Test
    void of_64_writers_at_once_exactly_as_many_get_through_as_the_guard_admits() throws Exception {
        store.write("k", new ConditionalWrite(List.of(), List.of(new Change.Put("n", 0))));
        CountDownLatch start = new CountDownLatch(1);
        List<Future<List<Long>>> writers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                writers.add(threads.submit(() -> {
                    start.await();
                    return applied();
                }));
            }
            start.countDown();
        }

        List<Long> seen = new ArrayList<>();
        for (Future<List<Long>> writer : writers) {
            seen.addAll(writer.get(10, TimeUnit.SECONDS));
        }
        assertThat(seen).hasSize((int) LIMIT).doesNotHaveDuplicates();
        assertThat(store.read("k").orZero("n")).isEqualTo(LIMIT);
    }

    /// The values that this thread's writes led to.
    private List<Long> applied() {
        ConditionalWrite increment =
                new ConditionalWrite(List.of(new Guard.AtMost("n", LIMIT - 1)), List.of(new Change.Add("n", 1)));
        List<Long> applied = new ArrayList<>();
        for (int i = 0; i < WRITES; i++) {
            if (store.write("k", increment) instanceof WriteResult.Applied(Image after)) {
                applied.add(after.orZero("n"));
            }
        }
        return applied;
    }

    @Test
    void a_refused_write_tells_the_item_as_it_is_and_changes_nothing() {
        ConditionalWrite impossible =
                new ConditionalWrite(List.of(new Guard.Equal("n", 5)), List.of(new Change.Put("n", 6)));

        assertThat(store.write("new", impossible)).isEqualTo(new WriteResult.Refused(Image.EMPTY));
        assertThat(store.read("new")).isEqualTo(Image.EMPTY);
    }
}
