package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The faults of docs/reliability.md beside the rows of docs/failures.md.
final class OutcomesPlayedTest {
    private static final Path ROOT = Path.of(System.getProperty("breakwater.root"));
    private static final Pattern OUTCOME = Pattern.compile("`([A-Z]\\w+)`");

    @Test
    void each_row_of_the_table_of_failures_is_played_or_in_the_list_of_those_that_are_not() throws IOException {
        Set<String> played =
                Failovers.rows().flatMap(row -> row.outcomes().stream()).collect(Collectors.toCollection(TreeSet::new));
        Set<String> left = new TreeSet<>();
        for (List<String> row : rows()) {
            List<String> names = OUTCOME.matcher(row.get(1))
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            if (names.stream().noneMatch(played::contains)) {
                left.add(
                        names.size() == 1 && row.get(1).equals("`" + names.getFirst() + "`")
                                ? names.getFirst()
                                : row.getFirst());
            }
        }
        assertThat(left).isEqualTo(OutcomesPlayed.not().keySet());
    }

    @Test
    void each_fault_of_the_page_names_its_outcome_and_what_was_recorded_is_among_them() throws IOException {
        ReliabilityPage page = ReliabilityPage.read(ROOT);
        assertThat(Failovers.rows()).allSatisfy(row -> {
            assertThat(row.outcomes()).isNotEmpty();
            SeedCards.of(page.cards(), row.typed())
                    .cards()
                    .forEach(card -> card.at("/upstream")
                            .properties()
                            .forEach(seen -> assertThat(seen.getKey())
                                    .as(row.label())
                                    .matches(name -> name.equals("Answered")
                                            || row.outcomes().contains(name))));
        });
    }

    /// The cells of the first table's rows.
    private static List<List<String>> rows() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/failures.md"))) {
            if (line.startsWith("| ")) {
                rows.add(List.of(line.substring(2).split(" *\\| *", -1)));
            } else if (!rows.isEmpty() && !line.startsWith("|")) {
                break;
            }
        }
        return rows.subList(1, rows.size());
    }
}
