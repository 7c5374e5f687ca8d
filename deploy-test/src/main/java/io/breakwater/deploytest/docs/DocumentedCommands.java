package io.breakwater.deploytest.docs;

import io.breakwater.deploytest.docs.CommandListing.Runner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The commands of the pages, assigned to runners by the listing; the texts are the pages' own.
///
/// @param texts by [PageCommand#line()]
public record DocumentedCommands(Map<String, PageCommand> texts, CommandListing listing) {

    /// The commands of this project.
    ///
    /// @param root the folder with README.md and docs/
    public static DocumentedCommands of(Path root) throws IOException {
        Map<String, PageCommand> texts = new LinkedHashMap<>();
        PageCommands.ofProject(root).forEach(command -> texts.putIfAbsent(command.line(), command));
        return new DocumentedCommands(texts, CommandListing.ofProject());
    }

    /// The commands of a runner, in the order of the listing.
    public List<DocumentedCommand> of(String runner) {
        return all().stream().filter(command -> command.runner().equals(runner)).toList();
    }

    /// All commands that have a runner.
    ///
    /// @throws IllegalStateException if a command of the listing is on no page
    public List<DocumentedCommand> all() {
        return listing.rows().stream()
                .flatMap(row -> row.runner() instanceof Runner.Test(String name, Ending ending)
                        ? Stream.of(new DocumentedCommand(text(row.line()), name, ending))
                        : Stream.empty())
                .toList();
    }

    private PageCommand text(String line) {
        PageCommand text = texts.get(line);
        if (text == null) {
            throw new IllegalStateException("documented-commands.txt lists what no page shows: " + line);
        }
        return text;
    }

    /// The command with the test's own values instead of the reader's.
    ///
    /// @param values by the names in braces in the listing's placeholders
    /// @throws IllegalArgumentException if a value is missing
    public PageCommand filledIn(PageCommand command, Map<String, String> values) {
        String text = command.text();
        for (Map.Entry<String, String> placeholder : listing.placeholders().entrySet()) {
            Pattern word = Pattern.compile("(?<![\\w-])" + Pattern.quote(placeholder.getKey()) + "(?![\\w-])");
            if (word.matcher(text).find()) {
                text = word.matcher(text).replaceAll(Matcher.quoteReplacement(valued(placeholder.getValue(), values)));
            }
        }
        return new PageCommand(text);
    }

    private static String valued(String template, Map<String, String> values) {
        return Pattern.compile("\\{(\\w+)}").matcher(template).replaceAll(name -> {
            String value = values.get(name.group(1));
            if (value == null) {
                throw new IllegalArgumentException("this test has no value for " + name.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
