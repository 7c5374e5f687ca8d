package io.breakwater.demo;

/// Whether a pattern held.
sealed interface Verdict {

    /// @param how what was seen, in one line
    record Held(String how) implements Verdict {}

    record NotHeld(String why) implements Verdict {}
}
