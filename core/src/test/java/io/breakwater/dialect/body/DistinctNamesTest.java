package io.breakwater.dialect.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DistinctNamesTest {

    @Test
    void names_that_are_cut_to_the_same_start_are_numbered_on_and_not_anew() {
        DistinctNames names = new DistinctNames();
        AtomicLong tries = new AtomicLong();
        for (int round = 0; round < 2; round++) {
            for (int name = 0; name < 1_000; name++) {
                names.of("start-" + name, number -> {
                    tries.incrementAndGet();
                    return "start." + number;
                });
            }
        }
        assertThat(tries).hasValue(2_000);
        assertThat(names.of("start-7", number -> "start." + number)).isEqualTo("start.1002");
    }
}
