package io.breakwater.local;

import java.util.Optional;

/// The least memory for a local program; with less it would end in the middle of its start without an
/// explanation. It is checked before anything else is loaded.
final class LeastHeap {
    private static final long LEAST_BYTES = 48L * 1024 * 1024;

    /// What is wrong with a heap of this size, for people; empty if it is large enough.
    static Optional<String> objection(long heapBytes) {
        return heapBytes >= LEAST_BYTES
                ? Optional.empty()
                : Optional.of("the heap of " + (heapBytes >> 20) + " MiB is too small: the gateway needs at least "
                        + (LEAST_BYTES >> 20) + " MiB, and 512 to be of use; give it more with -Xmx512m"
                        + " (scripts/local: in BREAKWATER_JAVA_OPTS)");
    }

    private LeastHeap() {}
}
