package io.breakwater.deploytest.docs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a command of the pages ends.
public sealed interface Ending {
    Pattern WORDS = Pattern.compile("(?<how>says|until|begins|fails with|may fail with) \"(?<what>[^\"]+)\"");

    /// It ends by itself, with exit status 0.
    ///
    /// @param words the required output; empty for any output
    record Well(String words) implements Ending {}

    /// It ends by itself, with another exit status.
    ///
    /// @param words the required output
    /// @param always whether it must end so; else it may also end well
    record Badly(String words, boolean always) implements Ending {}

    /// It does not end by itself. It has begun once it prints these words, and is ended with its
    /// terminal.
    record Never(String words) implements Ending {}

    /// It ends by itself, but takes too long. It has begun once it prints these words, and is ended
    /// then.
    record Begun(String words) implements Ending {}

    /// Reads an ending of the listing.
    ///
    /// @param words such as `until "ready"`; nothing for a command that ends well
    /// @throws IllegalArgumentException if it is none of these
    static Ending parse(String words) {
        Matcher matcher = WORDS.matcher(words);
        if (words.isEmpty()) {
            return new Well("");
        }
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "says, until, begins, fails with or may fail with, and words in quotes, got: " + words);
        }
        String what = matcher.group("what");
        return switch (matcher.group("how")) {
            case "says" -> new Well(what);
            case "until" -> new Never(what);
            case "begins" -> new Begun(what);
            case "fails with" -> new Badly(what, true);
            default -> new Badly(what, false);
        };
    }
}
