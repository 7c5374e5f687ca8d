package io.breakwater.fleet;

/// Ends the work of a copy of the gateway that has died: it has no further effect.
final class CopyDied extends Error {
    CopyDied() {
        super("the copy is dead", null, false, false);
    }
}
