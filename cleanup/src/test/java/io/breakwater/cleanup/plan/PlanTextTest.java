package io.breakwater.cleanup.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.cleanup.own.Example;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Proof;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTextTest {
    private static final RemovalPlan PLAN = new RemovalPlan(
            "dev",
            Example.DEV.stackId(),
            "123456789012/us-east-1",
            Instant.parse("2026-11-22T12:00:00Z"),
            List.of(new PlanItem(
                    Example.SHARD,
                    Kind.TABLE,
                    "breakwater-dev-quota",
                    "breakwater-dev-quota",
                    List.of(Proof.TAGS, Proof.NAME),
                    12,
                    34,
                    "abcdef")));

    @Test
    void a_plan_is_read_as_it_was_written() {
        assertThat(PlanText.read(text())).isEqualTo(PLAN);
    }

    @ParameterizedTest
    @CsvSource({
        "breakwater-dev-quota, orders",
        "222222222222, 333333333333",
        "us-west-2, eu-west-1",
        "TABLE, SECRET",
        "NAME, RECORD",
        "abcdef, abcdee",
        "12:00:00Z, 13:00:00Z",
        ": 34, : 35",
        ": 12, : 13"
    })
    void a_plan_that_was_changed_is_refused(String from, String to) {
        String changed = text().replace(from, to);
        assertThat(changed).isNotEqualTo(text());
        assertThatThrownBy(() -> PlanText.read(changed)).hasMessageContaining("it was changed since it was written");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "plan", "{\"made\": \"yesterday\"}"})
    void what_is_no_plan_is_refused(String text) {
        assertThatThrownBy(() -> PlanText.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String text() {
        return PlanText.write(PLAN).toPrettyString();
    }
}
