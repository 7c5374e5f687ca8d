package io.breakwater.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The command lines that a page shows in its fences: all lines of those marked `bash`, and of unmarked ones those that
/// begin with a script of ours or the AWS CLI. Lines that go on are one; comments and blanks of layout are left out.
final class PageCommands {
    private static final Pattern FENCE =
            Pattern.compile("^ *```(bash)?\\n(.*?)^ *```$", Pattern.MULTILINE | Pattern.DOTALL);

    private PageCommands() {}

    static List<String> of(Path page) throws IOException {
        List<String> commands = new ArrayList<>();
        Matcher fence = FENCE.matcher(Files.readString(page));
        while (fence.find()) {
            boolean marked = fence.group(1) != null;
            lines(fence.group(2)).stream()
                    .filter(line -> marked || line.startsWith("scripts/") || line.startsWith("aws "))
                    .forEach(commands::add);
        }
        return commands;
    }

    private static List<String> lines(String fence) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String raw : fence.split("\n")) {
            String text = raw.replaceFirst("\\s+# .*$", "").strip();
            boolean goesOn = text.endsWith("\\");
            line.append(' ').append(goesOn ? text.substring(0, text.length() - 1) : text);
            if (!goesOn && quotesClosed(line)) {
                lines.add(line.toString().replaceAll("\\s+", " ").strip());
                line.setLength(0);
            }
        }
        lines.removeIf(String::isEmpty);
        return lines;
    }

    private static boolean quotesClosed(CharSequence line) {
        return line.chars().filter(character -> character == '\'').count() % 2 == 0;
    }
}
