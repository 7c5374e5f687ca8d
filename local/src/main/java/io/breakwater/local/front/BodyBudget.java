package io.breakwater.local.front;

import java.util.HashMap;
import java.util.Map;

/// The bytes that bodies in flight may take together. No caller takes more than half, and the last quarter is
/// for small bodies, so that neither one tenant nor many large prompts keep everybody else out.
final class BodyBudget {
    /// The largest small body: sixteen thousand tokens of English, more than nearly every chat message.
    static final long SMALL_BYTES = 65_536;

    private final long totalBytes;
    private final Map<String, Long> bytesByCaller = new HashMap<>();
    private long takenBytes;

    BodyBudget(long totalBytes) {
        this.totalBytes = totalBytes;
    }

    /// A claim for one request, which has taken no room yet.
    Claim open(String caller) {
        return new Claim(caller);
    }

    private synchronized boolean take(String caller, long more, long whole) {
        long most = whole <= SMALL_BYTES ? totalBytes : totalBytes - totalBytes / 4;
        long callers = bytesByCaller.getOrDefault(caller, 0L);
        if (takenBytes + more > most || callers + more > totalBytes / 2) {
            return false;
        }
        takenBytes += more;
        bytesByCaller.put(caller, callers + more);
        return true;
    }

    private synchronized void release(String caller, long bytes) {
        takenBytes -= bytes;
        bytesByCaller.computeIfPresent(caller, (_, taken) -> taken == bytes ? null : taken - bytes);
    }

    /// The room that one request holds until the claim is closed.
    final class Claim implements AutoCloseable {
        private final String caller;
        private long bytes;

        private Claim(String caller) {
            this.caller = caller;
        }

        /// Grows the claim to a body of this size; false if there is no room.
        boolean reach(long whole) {
            if (whole <= bytes) {
                return true;
            }
            boolean taken = take(caller, whole - bytes, whole);
            bytes = taken ? whole : bytes;
            return taken;
        }

        @Override
        public void close() {
            release(caller, bytes);
            bytes = 0;
        }
    }
}
