package io.breakwater.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.adapters.memory.InMemoryLedgerStore;
import io.breakwater.model.Limits;
import io.breakwater.quota.Admission;
import io.breakwater.quota.Change;
import io.breakwater.quota.ConditionalWrite;
import io.breakwater.quota.Demand;
import io.breakwater.quota.Epochs;
import io.breakwater.quota.Guard;
import io.breakwater.quota.Ledger;
import io.breakwater.quota.LedgerStore;
import io.breakwater.quota.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The DynamoDB renderer against DynamoDB's own engine, and against memory, step by step.
class DynamoLedgerStoreTest {
    private static final String TABLE = "quota";
    private static LocalDynamo local;
    private static DynamoDbClient dynamo;

    @BeforeAll
    static void start() {
        local = new LocalDynamo();
        dynamo = local.client();
        local.emptyTable(TABLE);
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void a_write_means_the_same_in_dynamodb_and_in_memory(long seed) {
        Random random = new Random(seed);
        LedgerStore memory = new InMemoryLedgerStore();
        LedgerStore table = new DynamoLedgerStore(dynamo, TABLE);
        String key = "differential#" + seed;
        for (int step = 0; step < 250; step++) {
            ConditionalWrite write = write(random);
            assertThat(table.write(key, write))
                    .as("seed %d step %d: %s", seed, step, write)
                    .isEqualTo(memory.write(key, write));
            assertThat(table.read(key)).isEqualTo(memory.read(key));
        }
    }

    @Test
    void exactly_the_limit_is_admitted_when_64_threads_ask_at_once() throws Exception {
        Limits limits = new Limits(200, 0, 0, 0, 0, 100, 0);
        Instant now = Instant.parse("2026-11-22T10:00:00Z");
        List<Callable<Boolean>> asks = IntStream.range(0, 64)
                .mapToObj(_ -> new Ledger(new DynamoLedgerStore(dynamo, TABLE), new Epochs(Duration.ofMinutes(5))))
                .flatMap(ledger -> IntStream.range(0, 5).mapToObj(_ -> (Callable<Boolean>)
                        () -> ledger.reserve("exact", limits, new Demand(1, 1), now) instanceof Admission.Admitted))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int admitted = 0;
            for (Future<Boolean> answer : threads.invokeAll(asks)) {
                admitted += answer.get() ? 1 : 0;
            }
            assertThat(admitted).isEqualTo(200);
        }
    }

    @Test
    void a_table_that_is_not_there_is_an_unknown_outcome_and_no_exception() {
        LedgerStore nowhere = new DynamoLedgerStore(dynamo, "no-such-table");

        assertThat(nowhere.write("k", new ConditionalWrite(List.of(), List.of(new Change.Put("a", 1)))))
                .isInstanceOf(WriteResult.Unknown.class);
    }

    private static ConditionalWrite write(Random random) {
        List<Guard> guards = new ArrayList<>();
        for (int guard = random.nextInt(3); guard > 0; guard--) {
            guards.add(guard(random));
        }
        List<Change> changes = new ArrayList<>();
        List<String> left = new ArrayList<>(List.of("tR", "cf", "d", "ce"));
        for (int change = 1 + random.nextInt(3); change > 0; change--) {
            String attribute = left.remove(random.nextInt(left.size()));
            long value = random.nextLong(-50, 50);
            changes.add(random.nextBoolean() ? new Change.Put(attribute, value) : new Change.Add(attribute, value));
        }
        return new ConditionalWrite(guards, changes);
    }

    private static Guard guard(Random random) {
        String attribute = List.of("tR", "cf", "d", "ce", "m").get(random.nextInt(5));
        long value = random.nextLong(-60, 60);
        return switch (random.nextInt(5)) {
            case 0 -> new Guard.Equal(attribute, value);
            case 1 -> new Guard.AtMost(attribute, value);
            case 2 -> new Guard.Between(attribute, value - 40, value + 40);
            case 3 -> new Guard.Absent(attribute);
            default -> new Guard.AbsentOrBelow(attribute, value);
        };
    }
}
