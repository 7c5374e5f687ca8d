package io.breakwater.surface;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// README's table of what tenants may call: every [ApiOperation] with its summary in
/// `docs/openapi.yaml`, in that file's order. `-Dbreakwater.rewrite=true` rewrites it.
class ReadmeCallsTest {
    private static final Path ROOT = Path.of(System.getProperty("breakwater.root"));
    private static final Path README = ROOT.resolve("README.md");
    private static final String FROM = "<!-- the tenants' calls, written by ReadmeCallsTest -->\n";
    private static final String TO = "<!-- end of the tenants' calls -->\n";
    private static final String HEAD = "| call | what it is |\n|---|---|\n";

    @Test
    void the_readme_shows_every_call_of_tenants() throws IOException {
        String page = Files.readString(README);
        String written =
                page.substring(0, page.indexOf(FROM)) + FROM + HEAD + rows() + page.substring(page.indexOf(TO));
        if (Boolean.getBoolean("breakwater.rewrite")) {
            Files.writeString(README, written);
        }
        assertThat(Files.readString(README))
                .as("what README.md does not say; run with -Dbreakwater.rewrite=true")
                .isEqualTo(written);
    }

    private static String rows() throws IOException {
        JsonNode paths = new YAMLMapper()
                .readTree(Files.readString(ROOT.resolve("docs/openapi.yaml")))
                .path("paths");
        List<String> order = paths.propertyStream().map(path -> path.getKey()).toList();
        return Arrays.stream(ApiOperation.values())
                .sorted(Comparator.comparingInt(operation -> order.indexOf(operation.path())))
                .map(operation -> row(operation, paths))
                .collect(joining());
    }

    private static String row(ApiOperation operation, JsonNode paths) {
        JsonNode summary = paths.path(operation.path())
                .path(operation.method().toLowerCase(Locale.ROOT))
                .path("summary");
        assertThat(summary.asText()).as("the summary of " + operation).isNotBlank();
        return "| `%s %s` | %s |\n".formatted(operation.method(), operation.path(), linked(summary.asText()));
    }

    /// A page that the file names becomes a link.
    private static String linked(String text) {
        return text.replaceAll("docs/[a-z-]+\\.md", "[$0]($0)");
    }
}
