package io.breakwater.dialect.openai;

import io.breakwater.dialect.body.DistinctNames;
import java.util.regex.Pattern;

/// Names of documents as Bedrock takes them: letters, digits, single spaces, hyphens, parentheses and brackets, at
/// most 200 characters, and each once in a request (DocumentBlock, Amazon Bedrock API Reference). A name depends only
/// on the documents before it, so that a conversation that goes on keeps its prompt cache.
final class DocumentNames {
    private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z0-9]{1,8}$");
    private static final Pattern OTHERS = Pattern.compile("[^a-zA-Z0-9\\-()\\[\\]]+");

    /// Leaves room for the number of a name that was there before.
    private static final int MOST_CHARS = 190;

    private static final String UNNAMED = "document";

    private final DistinctNames names = new DistinctNames();

    String of(String fileName) {
        String name = clean(fileName);
        return names.of(name, number -> name + " " + number);
    }

    private static String clean(String fileName) {
        String base = EXTENSION.matcher(fileName).replaceFirst("");
        String allowed = OTHERS.matcher(base).replaceAll(" ").strip();
        String name =
                allowed.substring(0, Math.min(allowed.length(), MOST_CHARS)).strip();
        return name.isEmpty() ? UNNAMED : name;
    }
}
