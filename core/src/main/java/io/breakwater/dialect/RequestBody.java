package io.breakwater.dialect;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The bytes of a request's body until a reader takes them. A call may run for minutes after its body
/// was read, and the code that passed the body on should not keep megabytes for so long. Threads may
/// use it one after the other, but not concurrently.
public final class RequestBody {
    private final int length;
    private byte @Nullable [] bytes;

    private RequestBody(byte[] bytes) {
        this.length = bytes.length;
        this.bytes = bytes;
    }

    /// @param bytes never modified
    public static RequestBody of(byte[] bytes) {
        return new RequestBody(bytes);
    }

    /// How many bytes there are, or were.
    public int length() {
        return length;
    }

    /// The bytes; from then on only the caller has them.
    ///
    /// @throws NullPointerException if they have been taken before
    public byte[] take() {
        byte[] taken = Objects.requireNonNull(bytes, "the body has been taken");
        bytes = null;
        return taken;
    }
}
