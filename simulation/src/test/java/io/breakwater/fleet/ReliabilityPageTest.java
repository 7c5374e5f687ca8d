package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// docs/reliability.md contains what has been recorded and nothing else. `-Dbreakwater.rewrite=true`
/// rewrites it.
final class ReliabilityPageTest {
    private static final Path ROOT = Path.of(System.getProperty("breakwater.root"));
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void the_planted_bugs_are_those_that_are_played() throws IOException {
        Path file = ROOT.resolve("docs/reliability/bugs.json");
        String played = bugs();
        if (Boolean.getBoolean("breakwater.rewrite")) {
            Files.writeString(file, played);
        }
        assertThat(Files.readString(file)).isEqualTo(played);
    }

    @Test
    void the_page_and_its_charts_are_made_of_what_was_recorded() throws IOException {
        ReliabilityPage page = ReliabilityPage.read(ROOT);
        if (Boolean.getBoolean("breakwater.rewrite")) {
            page.write(ROOT);
        }
        for (Map.Entry<String, String> file : page.files().entrySet()) {
            assertThat(Files.readString(ROOT.resolve(file.getKey()))).isEqualTo(file.getValue());
        }
        assertThat(page.files().get("docs/reliability.md")).doesNotContain("{{", "NaN");
    }

    @Test
    void each_figure_of_the_page_has_been_recorded_for_each_of_its_scenarios() throws IOException {
        ReliabilityPage page = ReliabilityPage.read(ROOT);
        assertThat(page.cards().stream().map(card -> card.at("/command").asText()))
                .containsAll(Recording.typed());
    }

    @Test
    void each_seed_that_broke_something_is_explained_among_the_bugs() throws IOException {
        ReliabilityPage page = ReliabilityPage.read(ROOT);
        List<String> broken = page.runs().stream()
                .flatMap(run -> run.at("/broken").valueStream())
                .map(one -> one.at("/seed").asText())
                .distinct()
                .toList();
        assertThat(explained(page.files().get("docs/reliability.md"))).containsAll(broken);
    }

    /// The seeds of the first column.
    private static Set<String> explained(String page) {
        String bugs = page.substring(page.indexOf("### Bugs that it found"));
        String rows = bugs.substring(0, bugs.indexOf("\n## "));
        return Pattern.compile("(?m)^\\|([^|]+)\\|")
                .matcher(rows)
                .results()
                .flatMap(row -> Pattern.compile("\\d+").matcher(row.group(1)).results())
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    @Test
    void each_rare_state_is_among_those_that_were_recorded() throws IOException {
        List<JsonNode> runs = ReliabilityPage.read(ROOT).runs();
        assertThat(seen(runs)).containsAll(Sights.ALL);
        if (runs.stream().anyMatch(run -> run.at("/last").asLong() >= LaterFaults.FIRST_SEED + 200)) {
            assertThat(seen(runs)).containsAll(Sights.LATER);
        }
        if (runs.stream().anyMatch(run -> run.at("/last").asLong() >= FullAlphabet.FIRST_SEED + 200)) {
            assertThat(seen(runs)).containsAll(Sights.FULL);
        }
    }

    private static Set<String> seen(List<JsonNode> runs) {
        return runs.stream()
                .flatMap(run -> run.at("/seen").propertyStream())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @Test
    void as_many_tenants_share_a_dead_shard_as_are_computed() throws IOException {
        ReliabilityPage page = ReliabilityPage.read(ROOT);
        assertThat(BlastRadius.HANDS).allSatisfy(hand -> {
            SeedCards played = SeedCards.of(page.cards(), BlastRadius.typed(hand));
            assertThat(played.most("/tenantsSharing")).isEqualTo((double) BlastRadius.sharing(hand));
            assertThat(played.least("/tenantsSharing")).isEqualTo((double) BlastRadius.sharing(hand));
            assertThat(played.most("/tenants")).isEqualTo((double) BlastRadius.hands(hand));
        });
    }

    private static String bugs() throws IOException {
        ArrayNode bugs = JSON.createArrayNode();
        for (PlantedBug bug : PlantedBug.values()) {
            bugs.addObject()
                    .put("bug", bug.label())
                    .put("property", bug.property().name())
                    .put("seed", bug.seed())
                    .put("what", bug.meaning());
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(bugs) + "\n";
    }
}
