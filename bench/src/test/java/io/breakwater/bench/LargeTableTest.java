package io.breakwater.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.bench.report.RunConditions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LargeTableTest {

    @Test
    void what_a_prompt_adds_is_what_the_direct_way_does_not_pay_for_it() {
        Map<String, List<LargeTable.Round>> rounds = new LinkedHashMap<>();
        rounds.put("direct", List.of(new LargeTable.Round(1, 5), new LargeTable.Round(1, 5)));
        rounds.put("gateway", List.of(new LargeTable.Round(2, 12), new LargeTable.Round(2, 14)));

        String table = LargeTable.of(RunConditions.now(List.of()), 1.5, 1_000_000, rounds);

        assertThat(table)
                .contains("prompt of 1,000,000 bytes")
                .containsPattern("direct +small 1.0 .*the prompt adds 0.0 \\[0.0, 0.0\\] beyond")
                .containsPattern("gateway +small 2.0 .*the prompt adds 7.0 \\[6.0, 8.0\\] beyond");
    }
}
