package io.breakwater.adapters.bedrock;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import software.amazon.eventstream.Message;

/// Reads AWS event-stream messages one by one, as they arrive. The library's own decoder sets 2 MiB aside per
/// stream; this one holds one message at a time.
final class EventFrames {
    private static final int LENGTH_BYTES = 4;
    private static final int SHORTEST = 16;
    /// "The message payload can be at most 24 MB" (Amazon event stream encoding).
    private static final int LONGEST = 25 * 1024 * 1024;

    private final InputStream in;

    EventFrames(InputStream in) {
        this.in = in;
    }

    /// The next message; empty at a clean end.
    ///
    /// @throws IOException if the connection breaks, also inside a message
    /// @throws IllegalArgumentException if the bytes are not a message
    Optional<Message> next() throws IOException {
        byte[] head = in.readNBytes(LENGTH_BYTES);
        if (head.length == 0) {
            return Optional.empty();
        }
        if (head.length < LENGTH_BYTES) {
            throw new EOFException("the stream ended inside a message");
        }
        int length = ByteBuffer.wrap(head).getInt();
        if (length < SHORTEST || length > LONGEST) {
            throw new IllegalArgumentException("a message of " + length + " bytes cannot be");
        }
        byte[] frame = new byte[length];
        System.arraycopy(head, 0, frame, 0, LENGTH_BYTES);
        if (in.readNBytes(frame, LENGTH_BYTES, length - LENGTH_BYTES) < length - LENGTH_BYTES) {
            throw new EOFException("the stream ended inside a message");
        }
        return Optional.of(Message.decode(ByteBuffer.wrap(frame)));
    }
}
