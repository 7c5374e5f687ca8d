package io.breakwater.local.front;

import java.io.IOException;
import java.io.InputStream;

/// A request's body, read whole before anything is decided, as API Gateway does.
sealed interface Body {

    /// @param bytes shared, not to be modified
    @SuppressWarnings("ArrayRecordComponent") // up to 10 MB, read once: no copy, no comparison
    record Whole(byte[] bytes) implements Body {}

    /// More than the limit.
    record TooLarge() implements Body {}

    /// Reads up to the limit. Of what is larger it reads on for four times the limit, because a client that
    /// still sends when the connection closes never sees the answer.
    static Body read(InputStream in, long limit) throws IOException {
        byte[] bytes = in.readNBytes(Math.toIntExact(limit + 1));
        if (bytes.length <= limit) {
            return new Whole(bytes);
        }
        byte[] discarded = new byte[65_536];
        for (long left = 4 * limit; left > 0; ) {
            int count = in.read(discarded);
            left = count < 0 ? 0 : left - count;
        }
        return new TooLarge();
    }
}
