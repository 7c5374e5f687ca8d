package io.breakwater.dialect.body;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tells a stream that is whole from one that was cut: an HTTP connection that is cut at the right place looks like a
/// clean end, so a stream is whole only when all of its operation's closing events were there. For one stream.
public final class StreamEnd {
    private final List<String> closing;

    /// Each of which closes a stream as well as all of the others together.
    private final Set<String> instead;

    private final Set<String> missing;
    private final Optional<String> member;

    /// @param closing the types of the events without which a stream is broken
    StreamEnd(List<String> closing) {
        this(closing, Set.of());
    }

    /// @param closing the types of the events without which a stream is broken
    /// @param instead the types of which one is as good
    StreamEnd(List<String> closing, Set<String> instead) {
        this(closing, instead, Optional.empty());
    }

    private StreamEnd(List<String> closing, Set<String> instead, Optional<String> member) {
        this.closing = closing;
        this.instead = instead;
        this.missing = new HashSet<>(closing);
        this.member = member;
    }

    /// The end of a stream whose events have no types: the last one has this member.
    static StreamEnd with(String member) {
        return new StreamEnd(List.of(member), Set.of(), Optional.of(member));
    }

    public void see(ModelEvent event) {
        missing.remove(event.type());
        if (instead.contains(event.type())
                || member.filter(event.payload()::has).isPresent()) {
            missing.clear();
        }
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
