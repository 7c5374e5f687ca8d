package io.breakwater.deploytest.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The commands that pages show in their fences: all lines of those marked `bash`, and of unmarked
/// ones those that begin with a script of ours or the AWS CLI.
final class PageCommands {
    private static final Pattern FENCE = Pattern.compile("\\s*```(\\w*)\\s*");
    private static final Pattern OURS = Pattern.compile("(scripts/|aws ).*");

    private final List<PageCommand> commands = new ArrayList<>();
    private String language = "";
    private boolean inside;
    private String begun = "";

    private PageCommands() {}

    /// The commands of README.md and of the pages in `docs/`, in the order of the pages' names.
    public static List<PageCommand> ofProject(Path root) throws IOException {
        List<PageCommand> all = new ArrayList<>(of(Files.readString(root.resolve("README.md"))));
        try (Stream<Path> files = Files.list(root.resolve("docs"))) {
            for (Path page : files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                all.addAll(of(Files.readString(page)));
            }
        }
        return all;
    }

    /// The commands of one page.
    public static List<PageCommand> of(String page) {
        PageCommands reader = new PageCommands();
        page.lines().forEach(reader::read);
        return List.copyOf(reader.commands);
    }

    private void read(String line) {
        Matcher fence = FENCE.matcher(line);
        if (fence.matches()) {
            inside = !inside;
            language = fence.group(1);
        } else if (inside && (language.equals("bash") || language.isEmpty())) {
            add(line.strip());
        }
    }

    private void add(String line) {
        if (begun.isEmpty() && language.isEmpty() && !OURS.matcher(line).matches()) {
            return;
        }
        PageCommand command = new PageCommand(begun.isEmpty() ? line : begun + "\n" + line);
        if (command.goesOn()) {
            begun = command.text();
        } else {
            begun = "";
            if (!command.line().isEmpty()) {
                commands.add(command);
            }
        }
    }
}
