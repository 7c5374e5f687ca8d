package io.breakwater.identity;

/// The result of parsing the text that a client presented as its key.
public sealed interface KeyText {

    /// A well-formed key; whether it was ever issued is not checked here.
    record WellFormed(ApiKey key) implements KeyText {}

    /// Not a key; the reason repeats nothing from the text.
    record Malformed(String reason) implements KeyText {}
}
