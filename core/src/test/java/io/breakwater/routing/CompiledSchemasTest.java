package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.RoutedTarget;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// A schema that an account has compiled is compiled for all requests to its model there, for a day.
class CompiledSchemasTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final RoutedTarget EAST = Sample.target("a", Sample.EAST, Sample.SONNET_US);

    private final CompiledSchemas compiled = new CompiledSchemas();

    @Test
    void a_schema_is_compiled_where_it_was_answered_and_nowhere_else() {
        compiled.answered(EAST, 1, NOW);
        assertThat(compiled.has(EAST, 1, NOW)).isTrue();
        assertThat(compiled.has(EAST, 2, NOW)).as("another schema").isFalse();
        assertThat(compiled.has(Sample.target("b", Sample.EAST, Sample.SONNET_US), 1, NOW))
                .as("another account")
                .isFalse();
        assertThat(compiled.has(Sample.target("a", Sample.EAST, Sample.HAIKU_US), 1, NOW))
                .as("another model")
                .isFalse();
    }

    @Test
    void ten_thousand_are_known_and_of_more_the_one_that_was_not_used_for_the_longest_is_forgotten() {
        for (int grammar = 0; grammar < 10_000; grammar++) {
            compiled.answered(EAST, grammar, NOW);
        }
        assertThat(compiled.has(EAST, 0, NOW)).isTrue();
        compiled.answered(EAST, 10_000, NOW);
        assertThat(compiled.has(EAST, 1, NOW)).isFalse();
        assertThat(compiled.has(EAST, 0, NOW)).isTrue();
    }

    @Test
    void a_compiled_schema_is_kept_for_a_day_after_its_last_use() {
        compiled.answered(EAST, 1, NOW);
        assertThat(compiled.has(EAST, 1, NOW.plus(Duration.ofHours(24)).minusMillis(1)))
                .isTrue();
        assertThat(compiled.has(EAST, 1, NOW.plus(Duration.ofHours(24)))).isFalse();
    }
}
