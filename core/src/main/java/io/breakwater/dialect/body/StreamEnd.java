package io.breakwater.dialect.body;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Tells a stream that is whole from one that was cut: an HTTP connection that is cut at the right place looks like a
/// clean end, so a stream is whole only when all of its operation's closing events were there. For one stream.
public final class StreamEnd {
    private final List<String> closing;
    private final Set<String> missing;

    /// @param closing the types of the events without which a stream is broken
    StreamEnd(List<String> closing) {
        this.closing = closing;
        this.missing = new HashSet<>(closing);
    }

    public void see(ModelEvent event) {
        missing.remove(event.type());
    }

    /// Whether all closing events were there; without them a stream is broken, however it ended.
    public boolean whole() {
        return missing.isEmpty();
    }

    /// What is said of a stream that ended before it was whole.
    public String broken() {
        return "the stream ended without " + String.join(" and ", closing);
    }
}
