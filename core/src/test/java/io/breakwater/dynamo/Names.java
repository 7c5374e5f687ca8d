package io.breakwater.dynamo;

/// What may name an attribute in an expression.
final class Names {

    private Names() {}

    /// Whether a word is `#name`, or a name that stands by itself.
    static boolean begins(String word) {
        char first = word.charAt(0);
        return first == '#' || first == '_' || Character.isLetter(first);
    }
}
