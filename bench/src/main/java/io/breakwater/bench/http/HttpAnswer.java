package io.breakwater.bench.http;

import java.nio.charset.StandardCharsets;

/// An answer that was read to its end.
///
/// @param body shared, not to be modified
/// @param firstByteNanos when the body's first byte arrived, on the clock of the reader
@SuppressWarnings("ArrayRecordComponent") // read once: no copy, no comparison
public record HttpAnswer(int status, byte[] body, long firstByteNanos) {

    /// The body with one character per byte, which keeps what is ASCII in it readable.
    public String text() {
        return new String(body, StandardCharsets.ISO_8859_1);
    }

    /// The beginning of the body, for messages.
    public String head(int chars) {
        return new String(body, 0, Math.min(chars, body.length), StandardCharsets.ISO_8859_1);
    }
}
