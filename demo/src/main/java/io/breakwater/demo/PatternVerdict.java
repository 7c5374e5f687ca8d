package io.breakwater.demo;

/// Whether a pattern held.
sealed interface PatternVerdict {

    /// @param how what was seen, in one line
    record Held(String how) implements PatternVerdict {}

    record NotHeld(String why) implements PatternVerdict {}
}
