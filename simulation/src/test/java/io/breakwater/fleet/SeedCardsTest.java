package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What tables of docs/reliability.md make of two seeds of one command.
final class SeedCardsTest {
    @Test
    void of_two_seeds_the_table_has_the_worse() {
        String row = failover(card(7, 900, 0.99, 12_000), card(3, 400, 1.0, 2_000));
        assertThat(row).contains("| 12.0 s |").contains("+800 ms").contains("| 7.00 % |");
        assertThat(failover(card(3, 400, 1.0, 2_000), card(7, 900, 0.99, 12_000)))
                .as("in whatever order they were played")
                .isEqualTo(row);
    }

    @Test
    void a_seed_whose_target_was_never_left_out_does_not_disappear() {
        assertThat(failover(card(1, 400, 1.0, 2_000), card(1, 400, 1.0, -1)))
                .contains("| 2.0 s; never in 1 of 2 seeds |");
        assertThat(failover(card(1, 400, 1.0, -1), card(1, 400, 1.0, -1))).contains("| never |");
    }

    @Test
    void the_refusals_of_the_table_of_retries_are_of_the_seed_beside_whose_figures_they_stand() {
        String typed = ReliabilityPage.PARTS.getFirst();
        List<JsonNode> cards = List.of(
                refused(card(2, 400, 0.98, -1).put("command", typed), 2),
                refused(card(5, 400, 0.95, -1).put("command", typed), 5));
        assertThat(new ReliabilityPage(cards, List.of(), List.of()).parts()).contains("| 95.00 % | 502: 5 |");
    }

    private static ObjectNode refused(ObjectNode card, int times) {
        ((ObjectNode) card.at("/inFault")).putObject("notAnswered").put("502", times);
        return card;
    }

    /// The row of one fault.
    private static String failover(ObjectNode one, ObjectNode other) {
        return new Failovers(List.of(one, other))
                .table()
                .lines()
                .filter(line -> line.contains("`unavailable`"))
                .findFirst()
                .orElseThrow();
    }

    /// @param detectionMillis negative if its target was never left out
    private static ObjectNode card(int lost, int p99Millis, double success, int detectionMillis) {
        ObjectNode card = JsonNodeFactory.instance.objectNode();
        card.put("command", new FailoverRow(FleetFault.UNAVAILABLE).typed()).put("amplificationInFault", 1.1);
        if (detectionMillis >= 0) {
            card.put("detectionMillis", detectionMillis);
        }
        card.putObject("inFault")
                .put("requests", 100)
                .put("lost", lost)
                .put("success", success)
                .put("billedTwice", 0)
                .put("firstContentP50Millis", 100)
                .put("firstContentP99Millis", p99Millis);
        card.putObject("calm").put("firstContentP50Millis", 100).put("firstContentP99Millis", 100);
        return card;
    }
}
