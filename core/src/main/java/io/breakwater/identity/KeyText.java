package io.breakwater.identity;

/// What the text that a client presented as its key turned out to be.
public sealed interface KeyText {

    /// A key by its form; whether anyone issued it is another question.
    record WellFormed(ApiKey key) implements KeyText {}

    /// No key; the reason repeats nothing of the text.
    record Malformed(String reason) implements KeyText {}
}
