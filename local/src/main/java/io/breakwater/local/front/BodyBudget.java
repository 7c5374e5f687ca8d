package io.breakwater.local.front;

import java.util.HashMap;
import java.util.Map;

/// The bytes that bodies in flight may take together. No caller takes more than half, and the last quarter is
/// for small bodies, so that neither one tenant nor many large prompts keep everybody else out.
final class BodyBudget {
    /// Nearly every chat message; sixteen thousand tokens of English.
    static final long SMALL_BYTES = 65_536;

    private final long totalBytes;
    private final Map<String, Long> bytesByCaller = new HashMap<>();
    private long takenBytes;

    BodyBudget(long totalBytes) {
        this.totalBytes = totalBytes;
    }

    /// Room that one request has taken; nothing at first.
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

    /// What one request holds, until it is closed.
    final class Claim implements AutoCloseable {
        private final String caller;
        private long bytes;

        private Claim(String caller) {
            this.caller = caller;
        }

        /// Takes room for a body of this size, in place of what was taken before; false if there is none.
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
