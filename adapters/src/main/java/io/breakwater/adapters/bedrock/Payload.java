package io.breakwater.adapters.bedrock;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The bytes to send, in pieces as written: one array of millions of bytes would be copied while it
/// grows, and again at its end.
final class Payload extends OutputStream {
    private static final int FIRST_BYTES = 4_096;
    private static final int MOST_BYTES = 262_144;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] last = new byte[FIRST_BYTES];
    private int used;
    private long fullBytes;

    @Override
    public void write(int b) {
        room();
        last[used++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int end = offset + length;
        for (int at = offset; at < end; ) {
            int count = Math.min(end - at, room());
            System.arraycopy(bytes, at, last, used, count);
            used += count;
            at += count;
        }
    }

    private int room() {
        if (used == last.length) {
            full.add(last);
            fullBytes += used;
            last = new byte[Math.min(2 * last.length, MOST_BYTES)];
            used = 0;
        }
        return last.length - used;
    }

    long length() {
        return fullBytes + used;
    }

    /// All bytes written, from the beginning.
    InputStream read() {
        List<InputStream> pieces = new ArrayList<>();
        full.forEach(piece -> pieces.add(new ByteArrayInputStream(piece)));
        pieces.add(new ByteArrayInputStream(last, 0, used));
        return new SequenceInputStream(Collections.enumeration(pieces));
    }
}
