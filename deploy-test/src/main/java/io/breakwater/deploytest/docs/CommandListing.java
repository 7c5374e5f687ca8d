package io.breakwater.deploytest.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The runner of each command of the pages, and the words that a reader replaces:
/// `documented-commands.txt`.
///
/// @param rows in the order in which a runner runs them
/// @param placeholders the reader's words with their replacements in a test, where `{name}` is a value
/// of that test
record CommandListing(List<Row> rows, Map<String, String> placeholders) {
    private static final String FILE = "/documented-commands.txt";
    private static final String ARROW = "  <-  ";
    private static final String BY_HAND = "by hand: ";
    private static final String PLACEHOLDER = "@ ";

    /// Who runs a command.
    public sealed interface Runner {
        /// A step or a group of a unit test, by its name.
        record Test(String name, Ending ending) implements Runner {}

        /// No test runs it.
        record ByHand(String reason) implements Runner {}
    }

    /// @param line the command as [PageCommand#line()] has it
    public record Row(String line, Runner runner) {}

    /// The listing of this project.
    public static CommandListing ofProject() {
        try (InputStream file = CommandListing.class.getResourceAsStream(FILE)) {
            return parse(new String(Objects.requireNonNull(file, FILE).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @throws IllegalArgumentException if a line is invalid, or a command is listed twice
    static CommandListing parse(String text) {
        Map<String, Row> rows = new LinkedHashMap<>();
        Map<String, String> placeholders = new LinkedHashMap<>();
        for (String line : text.lines()
                .filter(each -> !each.isBlank() && !each.startsWith("#"))
                .toList()) {
            if (line.startsWith(PLACEHOLDER)) {
                String[] parts = parts(line.substring(PLACEHOLDER.length()), " = ");
                placeholders.put(parts[0], parts[1]);
            } else {
                String[] parts = parts(line, ARROW);
                if (rows.put(parts[0], new Row(parts[0], runner(parts[1]))) != null) {
                    throw new IllegalArgumentException("listed twice: " + parts[0]);
                }
            }
        }
        return new CommandListing(new ArrayList<>(rows.values()), placeholders);
    }

    private static String[] parts(String line, String between) {
        String[] parts = line.split(between, 2);
        if (parts.length < 2) {
            throw new IllegalArgumentException("no '" + between + "' in: " + line);
        }
        return parts;
    }

    private static Runner runner(String words) {
        if (words.startsWith(BY_HAND)) {
            return new Runner.ByHand(words.substring(BY_HAND.length()));
        }
        String[] parts = words.split(", ", 2);
        return new Runner.Test(parts[0], Ending.parse(parts.length < 2 ? "" : parts[1]));
    }
}
