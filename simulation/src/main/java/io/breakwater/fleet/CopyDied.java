package io.breakwater.fleet;

/// Ends what a copy of the gateway was doing when it died: nothing of it happens any more.
final class CopyDied extends Error {
    CopyDied() {
        super("the copy is dead", null, false, false);
    }
}
