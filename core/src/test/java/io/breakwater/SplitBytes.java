package io.breakwater;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.stream.IntStream;

/// Bytes that a network delivers in two parts.
public final class SplitBytes {
    private SplitBytes() {}

    /// Every place to split the bytes at, from before the first byte to after the last.
    public static IntStream places(byte[] bytes) {
        return IntStream.rangeClosed(0, bytes.length);
    }

    /// A stream of which no single read crosses the place.
    public static InputStream at(byte[] bytes, int place) {
        return new SequenceInputStream(
                new ByteArrayInputStream(bytes, 0, place),
                new ByteArrayInputStream(bytes, place, bytes.length - place));
    }
}
