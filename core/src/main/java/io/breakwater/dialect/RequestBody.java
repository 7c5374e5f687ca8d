package io.breakwater.dialect;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The bytes of a request's body until somebody takes them. A call may run for minutes after its body was read, and
/// whoever passed the body on shall not keep megabytes for as long. For one thread after the other, not for several
/// at once.
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

    /// The bytes, which from then on only the caller has.
    ///
    /// @throws NullPointerException if they have been taken before
    public byte[] take() {
        byte[] taken = Objects.requireNonNull(bytes, "the body has been taken");
        bytes = null;
        return taken;
    }
}
