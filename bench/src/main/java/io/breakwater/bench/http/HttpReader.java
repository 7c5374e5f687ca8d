package io.breakwater.bench.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.LongSupplier;

/// Reads HTTP/1.1 answers from one connection, one after the other: whole bodies, announced or chunked.
final class HttpReader {
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final long CHUNKED = -1;

    private final InputStream in;
    private final LongSupplier nanos;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;

    /// @param nanos a clock for measuring intervals
    HttpReader(InputStream in, LongSupplier nanos) {
        this.in = in;
        this.nanos = nanos;
    }

    /// Reads the next answer to its end.
    ///
    /// @throws EOFException if the connection ends first
    /// @throws ProtocolException if it is not an HTTP answer, or does not tell its length
    HttpAnswer read() throws IOException {
        int status = status(line());
        long length = length();
        if (length == 0) {
            return new HttpAnswer(status, new byte[0], nanos.getAsLong());
        }
        fill();
        long firstByte = nanos.getAsLong();
        byte[] body = length == CHUNKED ? chunks() : exactly(Math.toIntExact(length));
        return new HttpAnswer(status, body, firstByte);
    }

    private static int status(String line) throws ProtocolException {
        if (!line.startsWith("HTTP/1.1 ") || line.length() < 12) {
            throw new ProtocolException("expected the head of an HTTP/1.1 answer, got '" + line + "'");
        }
        return Integer.parseInt(line, 9, 12, 10);
    }

    /// Reads all headers; the body's length, or [#CHUNKED].
    private long length() throws IOException {
        long length = Long.MIN_VALUE;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Long.parseLong(
                        header.substring("content-length:".length()).strip());
            } else if (header.startsWith("transfer-encoding:") && header.endsWith("chunked")) {
                length = CHUNKED;
            }
        }
        if (length == Long.MIN_VALUE) {
            throw new ProtocolException("the answer does not say how long it is");
        }
        return length;
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(1024);
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.write(exactly(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        String line = line();
        int end = line.indexOf(';');
        return Integer.parseInt(line, 0, end < 0 ? line.length() : end, 16);
    }

    private byte[] exactly(int count) throws IOException {
        byte[] bytes = new byte[count];
        for (int done = 0; done < count; ) {
            fill();
            int some = Math.min(count - done, limit - position);
            System.arraycopy(buffer, position, bytes, done, some);
            position += some;
            done += some;
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder longLine = new StringBuilder(0);
        while (true) {
            fill();
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            longLine.append(new String(buffer, position, end - position, StandardCharsets.ISO_8859_1));
            boolean whole = end < limit;
            position = whole ? end + 1 : end;
            if (whole) {
                return longLine.toString().stripTrailing();
            }
        }
    }

    /// Ensures that the buffer holds at least one byte.
    private void fill() throws IOException {
        if (position < limit) {
            return;
        }
        int count = in.read(buffer);
        if (count < 0) {
            throw new EOFException("the connection ended inside an answer");
        }
        position = 0;
        limit = count;
    }
}
