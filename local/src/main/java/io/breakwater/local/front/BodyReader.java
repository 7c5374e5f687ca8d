package io.breakwater.local.front;

import io.breakwater.dialect.RequestBody;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/// Reads a body, within its limits of size, memory and time. If the size is announced, all room is
/// taken at once and a body without room is not read; otherwise room is taken as the body grows.
final class BodyReader {
    private static final int FIRST_BYTES = 8_192;

    private final HttpCall call;
    private final FrontLimits limits;
    private final long largestBytes;
    private final BodyBudget.Claim claim;
    private final long begun = System.nanoTime();
    private int length;

    BodyReader(HttpCall call, FrontLimits limits, long largestBytes, BodyBudget.Claim claim) {
        this.call = call;
        this.limits = limits;
        this.largestBytes = largestBytes;
        this.claim = claim;
    }

    /// @throws IOException if the client has gone
    Body read() throws IOException {
        long announced = call.announcedBytes();
        if (announced > largestBytes) {
            return new Body.TooLarge();
        }
        if (!claim.reach(Math.max(announced, 0))) {
            return new Body.NoRoom();
        }
        try {
            return announced < 0 ? growing() : announced(new byte[(int) announced]);
        } catch (SocketTimeoutException slow) {
            return new Body.TooSlow();
        } catch (EOFException early) {
            return new Body.BrokenOff();
        }
    }

    private Body announced(byte[] bytes) throws IOException {
        while (length < bytes.length && more(bytes)) {}
        return whole(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
    }

    private Body growing() throws IOException {
        byte[] bytes = new byte[FIRST_BYTES];
        while (true) {
            if (!claim.reach(bytes.length)) {
                return new Body.NoRoom();
            }
            while (length < bytes.length) {
                if (!more(bytes)) {
                    return whole(Arrays.copyOf(bytes, length));
                }
            }
            if (length > largestBytes) {
                return new Body.TooLarge();
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(2L * length, largestBytes + 1));
        }
    }

    private static Body whole(byte[] bytes) {
        return new Body.Whole(RequestBody.of(bytes));
    }

    private boolean more(byte[] bytes) throws IOException {
        int count = call.read(bytes, length, bytes.length - length, nanosLeft());
        length += Math.max(count, 0);
        return count >= 0;
    }

    private long nanosLeft() {
        long earned = (long) (length * 1e9 / limits.bodyBytesPerSecond());
        return limits.bodyGrace().toNanos() + earned - (System.nanoTime() - begun);
    }
}
