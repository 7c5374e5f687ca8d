package io.breakwater.deploytest.docs;

/// A command as a page shows it.
///
/// @param text the text that a reader copies, with its line breaks and comments
public record PageCommand(String text) {
    /// The command on one line, without the blanks of layout and the comment at its end: its name in the listing.
    public String line() {
        return text.lines()
                .map(PageCommand::bare)
                .reduce("", (before, line) -> before + " " + line)
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String bare(String line) {
        return line.replaceFirst("(^|\\s+)# .*$", "").replaceFirst("\\\\$", "");
    }

    /// Whether it continues on the next line of the page.
    boolean goesOn() {
        boolean open = line().chars().filter(character -> character == '\'').count() % 2 == 1;
        return open || text.endsWith("\\");
    }
}
