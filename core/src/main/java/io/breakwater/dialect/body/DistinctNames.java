package io.breakwater.dialect.body;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.regex.Pattern;

/// Gives each thing in a request a unique name: its own, or its own with the first number from 2 that
/// makes it differ. Numbering of a name continues where it left off, so that thousands of equal names
/// take no longer than as many different ones.
public final class DistinctNames {
    private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z0-9]{1,8}$");
    private static final Pattern OTHERS = Pattern.compile("[^a-zA-Z0-9\\-()\\[\\]]+");

    /// Leaves room for the number of a name that was there before.
    private static final int MOST_CHARS = 190;

    private static final String UNNAMED = "document";

    private final Set<String> taken = new HashSet<>();
    private final Map<String, Long> lastNumbers = new HashMap<>();

    /// @param numbered the name with a number
    public String of(String name, LongFunction<String> numbered) {
        if (taken.add(name)) {
            return name;
        }
        String start = numbered.apply(0);
        String free = name;
        while (!taken.add(free)) {
            free = numbered.apply(lastNumbers.merge(start, 2L, (last, _) -> last + 1));
        }
        return free;
    }

    /// The name of a document as Bedrock takes it: letters, digits, single spaces, hyphens, parentheses and
    /// brackets, at most 200 characters, and each once in a request (DocumentBlock, Amazon Bedrock API
    /// Reference). It depends only on the documents before it, so that a conversation that goes on keeps
    /// its prompt cache.
    ///
    /// @param fileName as the client calls it, or empty
    public String ofDocument(String fileName) {
        String base = EXTENSION.matcher(fileName).replaceFirst("");
        String allowed = OTHERS.matcher(base).replaceAll(" ").strip();
        String cut =
                allowed.substring(0, Math.min(allowed.length(), MOST_CHARS)).strip();
        String name = cut.isEmpty() ? UNNAMED : cut;
        return of(name, number -> name + " " + number);
    }

    public boolean any() {
        return !taken.isEmpty();
    }
}
