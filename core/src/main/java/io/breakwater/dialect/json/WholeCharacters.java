package io.breakwater.dialect.json;

/// Cuts the pieces of a text that a model sends between whole characters: half of a surrogate pair at
/// the end of a piece is held back until the next piece, as alone it has no form in UTF-8 and would
/// reach the client as `?`.
public final class WholeCharacters {
    private static final String REPLACEMENT = "\uFFFD";

    private String held = "";

    /// The text that can be passed on now; may be empty.
    public String next(String piece) {
        String text = held + piece;
        boolean endsInHalf = !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
        int end = endsInHalf ? text.length() - 1 : text.length();
        held = text.substring(end);
        return text.substring(0, end);
    }

    /// The replacement for a half that was never completed; empty if there is none.
    public String rest() {
        String rest = held.isEmpty() ? "" : REPLACEMENT;
        held = "";
        return rest;
    }
}
