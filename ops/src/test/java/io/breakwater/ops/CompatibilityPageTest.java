package io.breakwater.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The page about clients says for each how it is configured to call the gateway.
class CompatibilityPageTest {
    private static final Path PAGE = Path.of(System.getProperty("breakwater.root"), "docs/compatibility.md");
    private static final String SETTINGS = "## Base URL, key, model";
    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| (?:Agent|Java|Node|Python) ([^|(]*?(?: \\((?:a?sync|AnthropicBedrock)\\))?) (?:\\(.*\\) )?\\d.*");

    @Test
    void every_client_and_agent_of_the_tables_has_its_base_url_key_and_model() throws IOException {
        String page = Files.readString(PAGE);
        int settings = page.indexOf(SETTINGS);
        List<String> rows = page.substring(settings)
                .lines()
                .filter(line -> line.startsWith("| "))
                .toList();

        List<String> clients = ROW.matcher(page.substring(0, settings))
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();

        assertThat(clients).hasSizeGreaterThan(25).contains("@openai/codex", "AWS SDK (async)", "boto3");
        assertThat(clients)
                .allSatisfy(client -> assertThat(rows)
                        .as(client)
                        .anyMatch(row ->
                                row.split("\\|")[1].matches(".*(^|[ (])" + Pattern.quote(client) + "($|[ ,)]).*")));
    }
}
