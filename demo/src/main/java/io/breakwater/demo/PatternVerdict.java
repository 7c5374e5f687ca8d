package io.breakwater.demo;

/// Whether a pattern held.
sealed interface PatternVerdict {

    /// @param how the observation, in one line
    record Held(String how) implements PatternVerdict {}

    record NotHeld(String why) implements PatternVerdict {}
}
