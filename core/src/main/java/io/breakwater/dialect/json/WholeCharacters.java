package io.breakwater.dialect.json;

/// The pieces of a text that a model sends, cut between characters: half of a surrogate pair at the end of a piece
/// is held back until the next one, as alone it has no form in UTF-8 and would reach the client as `?`.
public final class WholeCharacters {
    private static final String REPLACEMENT = "\uFFFD";

    private String held = "";

    /// What of the text so far can be passed on; may be empty.
    public String next(String piece) {
        String text = held + piece;
        boolean endsInHalf = !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
        int end = endsInHalf ? text.length() - 1 : text.length();
        held = text.substring(end);
        return text.substring(0, end);
    }

    /// What stands for a half that never became whole; empty if there is none.
    public String rest() {
        String rest = held.isEmpty() ? "" : REPLACEMENT;
        held = "";
        return rest;
    }
}
