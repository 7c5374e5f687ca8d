package io.breakwater.local.front;

import java.time.Duration;

/// The limits that protect one process from clients that connect, send or read without restraint.
///
/// @param connections open at once; further ones wait in the listen backlog
/// @param headerBytes the largest head of a request; beyond it 431
/// @param headerTime the longest time from a head's first byte to its last; then the connection is cut
/// @param bodyGrace how long a body may take in addition to the time for its size
/// @param bodyBytesPerSecond the lowest rate of a body, after the grace; below it 408
/// @param memoryBytes the most bytes of all bodies in flight; beyond it 503
/// @param readerIdle how long an answer may wait for its reader; then it is cut
/// @param connectionIdle how long a connection may rest between requests; longer than clients keep one, or they would
///     send into one that is closing
record FrontLimits(
        int connections,
        int headerBytes,
        Duration headerTime,
        Duration bodyGrace,
        long bodyBytesPerSecond,
        long memoryBytes,
        Duration readerIdle,
        Duration connectionIdle) {

    /// A body of n bytes takes at most 6 n of heap: its bytes, its text and tree, and the body sent on.
    /// Doubled, so that the other half of the heap is for everything else.
    private static final long HEAP_PER_BODY_BYTE = 2 * 6;

    /// The limits for a heap of this size.
    public static FrontLimits ofHeap(long heapBytes) {
        return new FrontLimits(
                10_000,
                32_768,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                65_536,
                heapBytes / HEAP_PER_BODY_BYTE,
                Duration.ofSeconds(30),
                Duration.ofMinutes(5));
    }

    /// @throws IllegalArgumentException if a limit is not positive
    public FrontLimits {
        if (connections < 1 || headerBytes < 1 || bodyBytesPerSecond < 1 || memoryBytes < 1) {
            throw new IllegalArgumentException(
                    "limits of the front must be positive, got %d connections, %d header bytes, %d bytes/s, %d in memory"
                            .formatted(connections, headerBytes, bodyBytesPerSecond, memoryBytes));
        }
    }
}
