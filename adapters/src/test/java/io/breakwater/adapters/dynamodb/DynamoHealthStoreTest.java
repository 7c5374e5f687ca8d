package io.breakwater.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.adapters.memory.InMemoryHealthStore;
import io.breakwater.routing.Drain;
import io.breakwater.routing.HealthStore;
import io.breakwater.routing.HealthStore.Replaced;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DynamoHealthStoreTest {
    private static final String TABLE = "health";
    private static final Optional<String> NONE = Optional.empty();
    private static final Optional<String> ONE = Optional.of("1 2 3 4");
    private static final Optional<String> TWO = Optional.of("2 2 3 4");
    private static final InMemoryDynamo local = InMemoryDynamo.SHARED;

    private final HealthStore store = new DynamoHealthStore(local.client(), TABLE);

    @BeforeEach
    void an_empty_table() {
        local.emptyTable(TABLE);
    }

    @Test
    void of_two_who_have_seen_the_same_the_first_is_written_and_the_second_is_told() {
        assertThat(store.replace("t#a", NONE, ONE)).isEqualTo(new Replaced.Done());
        assertThat(store.replace("t#a", NONE, TWO)).isEqualTo(new Replaced.Other(ONE));
        assertThat(store.replace("t#a", ONE, TWO)).isEqualTo(new Replaced.Done());
        assertThat(store.replace("t#a", ONE, NONE)).isEqualTo(new Replaced.Other(TWO));
        assertThat(store.all()).isEqualTo(Map.of("t#a", "2 2 3 4"));
        assertThat(store.replace("t#a", TWO, NONE)).isEqualTo(new Replaced.Done());
        assertThat(store.replace("t#a", TWO, ONE)).isEqualTo(new Replaced.Other(NONE));
        assertThat(store.all()).isEmpty();
    }

    @Test
    void what_was_never_there_is_not_to_be_taken_away_and_says_so() {
        assertThat(store.replace("t#a", ONE, NONE)).isEqualTo(new Replaced.Other(NONE));
    }

    @Test
    void drains_are_in_the_same_table_and_apart_from_health() {
        DynamoDrains drains = new DynamoDrains(local.client(), TABLE);
        drains.put(new Drain("a", "bob", Instant.EPOCH, Optional.empty()));
        store.replace("t#a", NONE, ONE);

        assertThat(store.all()).containsOnlyKeys("t#a");
        assertThat(drains.all()).hasSize(1);
    }

    @Test
    void step_by_step_it_is_what_memory_is() {
        HealthStore memory = new InMemoryHealthStore();
        List<Optional<String>> texts = List.of(NONE, ONE, TWO);
        Random random = new Random(3);
        for (int step = 0; step < 300; step++) {
            String name = "t#" + random.nextInt(3);
            Optional<String> seen = texts.get(random.nextInt(3));
            Optional<String> next = texts.get(random.nextInt(3));
            assertThat(store.replace(name, seen, next)).isEqualTo(memory.replace(name, seen, next));
        }
        assertThat(store.all()).isEqualTo(memory.all());
    }
}
