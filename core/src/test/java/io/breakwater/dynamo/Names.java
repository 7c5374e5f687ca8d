package io.breakwater.dynamo;

/// The names that an attribute may have in an expression.
final class Names {

    private Names() {}

    /// Whether a word is `#name` or a name that is written out.
    static boolean begins(String word) {
        char first = word.charAt(0);
        return first == '#' || first == '_' || Character.isLetter(first);
    }
}
