package io.breakwater;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// The names that people, their programs and their stored data know, one file of `docs/public-names/` each. Tests
/// derive
/// the content from the code: a name that changes, comes or goes fails the one that holds its file.
public enum PublicNames {
    LABELS("""
            What logs and metrics call the endings of calls (outcome), refused requests (ending and reason) and events.
            """);

    /// `-Dpublic-names=write` writes the files instead of comparing them.
    private static final String MODE = "public-names";

    private static final Path FOLDER = Path.of(System.getProperty("breakwater.root", "."), "docs", "public-names");

    private final String about;

    PublicNames(String about) {
        this.about = about;
    }

    /// Fails unless the file has exactly these lines.
    public void are(Collection<String> lines) {
        Set<String> derived = new TreeSet<>(lines);
        assertThat(derived).as("names of " + this).isNotEmpty();
        if ("write".equals(System.getProperty(MODE))) {
            write(derived);
        }
        assertThat(derived).as(howToChange()).containsExactlyElementsOf(written());
    }

    Path file() {
        return FOLDER.resolve(name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt");
    }

    static Path folder() {
        return FOLDER;
    }

    private String howToChange() {
        return """
                the public names in docs/public-names/%s. Others know them: keep the old name, or read the old one beside the \
                new. If the change is meant, run this test again with -D%s=write, commit the file with the change, \
                and say so in CHANGELOG.md""".formatted(file().getFileName(), MODE);
    }

    private Set<String> written() {
        try {
            Set<String> lines = new TreeSet<>(Files.readAllLines(file()));
            lines.removeIf(line -> line.startsWith("#"));
            return lines;
        } catch (IOException missing) {
            throw new UncheckedIOException(howToChange(), missing);
        }
    }

    private void write(Set<String> lines) {
        String heading = about.lines().map(line -> "# " + line + "\n").collect(joining());
        String body = lines.stream().map(line -> line + "\n").collect(joining());
        try {
            Files.writeString(file(), heading + body);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
