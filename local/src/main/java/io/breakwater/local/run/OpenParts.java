package io.breakwater.local.run;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The opened parts, which are closed in reverse order; one that fails to close does not keep the
/// others open.
final class OpenParts implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /// @throws IOException if a part failed to close, after all have been tried
    @Override
    public void close() throws IOException {
        IOException failed = null;
        while (!parts.isEmpty()) {
            failed = close(parts.pop(), failed);
        }
        if (failed != null) {
            throw failed;
        }
    }

    private static @Nullable IOException close(AutoCloseable part, @Nullable IOException before) {
        try {
            part.close();
            return before;
        } catch (Exception trouble) {
            IOException failed = before == null ? new IOException("a part did not close") : before;
            failed.addSuppressed(trouble);
            return failed;
        }
    }
}
