package io.breakwater.dialect.body;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tells whether one stream is whole or was cut. An HTTP connection that is cut at the right place
/// looks like a clean end, so a stream is whole only if all closing events of its operation have
/// arrived.
public final class StreamEnd {
    private final List<String> closing;

    /// Event types each of which closes a stream by itself.
    private final Set<String> instead;

    private final Set<String> missing;
    private final Optional<String> member;

    /// @param closing the types of the events without which a stream is broken
    StreamEnd(List<String> closing) {
        this(closing, Set.of());
    }

    /// @param closing the types of the events without which a stream is broken
    /// @param instead the types any of which closes the stream by itself
    StreamEnd(List<String> closing, Set<String> instead) {
        this(closing, instead, Optional.empty());
    }

    private StreamEnd(List<String> closing, Set<String> instead, Optional<String> member) {
        this.closing = closing;
        this.instead = instead;
        this.missing = new HashSet<>(closing);
        this.member = member;
    }

    /// The rule for a stream whose events have no types: the last event has this member.
    static StreamEnd with(String member) {
        return new StreamEnd(List.of(member), Set.of(), Optional.of(member));
    }

    public void see(ModelEvent event) {
        missing.remove(event.type());
        if (closesAlone(event)) {
            missing.clear();
        }
    }

    private boolean closesAlone(ModelEvent event) {
        return instead.contains(event.type())
                || member.filter(event.payload()::has).isPresent();
    }

    /// Whether an event closes a stream in the way in which one has closed it before.
    public boolean repeats(ModelEvent event) {
        return closing.contains(event.type())
                ? !missing.contains(event.type())
                : missing.isEmpty() && closesAlone(event);
    }

    /// Whether all closing events have arrived; without them a stream is broken, however it ended.
    public boolean whole() {
        return missing.isEmpty();
    }

    /// The reason to give for a stream that ended before it was whole.
    public String broken() {
        return "the stream ended without " + String.join(" and ", closing);
    }
}
