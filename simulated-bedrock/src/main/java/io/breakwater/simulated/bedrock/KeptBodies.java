package io.breakwater.simulated.bedrock;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The bodies of the newest calls by request id: a bounded number of bytes, in memory only.
/// Thread-safe.
///
/// They hold prompts: the control shows them on request, and no log contains them.
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

    /// The body of a call, unless newer calls have displaced it.
    synchronized Optional<byte[]> of(String requestId) {
        return Optional.ofNullable(bodies.get(requestId));
    }

    synchronized void clear() {
        bodies.clear();
        bytes = 0;
    }
}
