package io.breakwater;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.stream.IntStream;

/// Bytes as a network brings them that splits them once.
public final class SplitBytes {
    private SplitBytes() {}

    /// Every place to split them at, from before the first byte to behind the last.
    public static IntStream places(byte[] bytes) {
        return IntStream.rangeClosed(0, bytes.length);
    }

    /// A stream whose reads never reach over the place.
    public static InputStream at(byte[] bytes, int place) {
        return new SequenceInputStream(
                new ByteArrayInputStream(bytes, 0, place),
                new ByteArrayInputStream(bytes, place, bytes.length - place));
    }
}
