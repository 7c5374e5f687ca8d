package io.breakwater.local.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A page of docs with a table of fields that a test makes. `-Dbreakwater.rewrite=true` rewrites it.
///
/// @param name the name of its file, without `.md`
/// @param writer the test, which the page names where the table begins
record FieldsPage(String name, Class<?> writer) {
    private static final String TO = "<!-- end of the fields -->\n";
    private static final String HEAD =
            "| field | sent | becomes | a model needs | named in `x-breakwater-adapted` |\n|---|---|---|---|---|\n";

    /// @throws AssertionError if the page says something else
    void assertSays(List<String> rows) throws IOException {
        Path page = Path.of(System.getProperty("breakwater.root"), "docs", name + ".md");
        String written = written(Files.readString(page), rows);
        if (Boolean.getBoolean("breakwater.rewrite")) {
            Files.writeString(page, written);
        }
        assertThat(Files.readString(page))
                .as("what docs/%s.md does not say; if it is meant, run with -Dbreakwater.rewrite=true", name)
                .isEqualTo(written);
    }

    private String written(String page, List<String> rows) {
        String from = "<!-- fields, written by %s -->\n".formatted(writer.getSimpleName());
        return page.substring(0, page.indexOf(from))
                + from
                + HEAD
                + String.join("\n", rows)
                + "\n"
                + page.substring(page.indexOf(TO));
    }
}
