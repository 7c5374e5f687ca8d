package io.breakwater.simulated.bedrock;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What the newest calls sent, by their request ids: at most so many bytes in all, in memory only. Thread-safe.
///
/// They hold prompts: whoever asks for them gets them from this machine, and no log has them.
final class KeptBodies {

    static final long MOST_BYTES = 8_000_000;
    private static final int MOST_CALLS = 10_000;

    private final Map<String, byte[]> bodies = new LinkedHashMap<>();
    private long bytes;

    synchronized void keep(String requestId, byte[] body) {
        bodies.put(requestId, body);
        bytes += body.length;
        Iterator<byte[]> oldest = bodies.values().iterator();
        while (bytes > MOST_BYTES || bodies.size() > MOST_CALLS) {
            bytes -= oldest.next().length;
            oldest.remove();
        }
    }

    /// What a call sent, unless newer calls have taken its room.
    synchronized Optional<byte[]> of(String requestId) {
        return Optional.ofNullable(bodies.get(requestId));
    }

    synchronized void clear() {
        bodies.clear();
        bytes = 0;
    }
}
